// A look into the bank's result before it is sent: how many were paid, which failed and why. The server reads it again,
// strictly; what it refuses stands beside its line.
import { parseMoney } from '@/ui/format'
import { readFile } from '../claim/sheet'

export interface ResultRow {
  line: number
  no: string
  claim: string
  payee: string
  amount: string
  fen: number | null
  outcome: 'paid' | 'failed' | 'empty'
  reason: string
  date: string
}
const HEADINGS: Record<string, string[]> = {
  no: ['序号', 'row'],
  claim: ['申请编号', 'claim'],
  payee: ['收款人户名', 'payee'],
  amount: ['金额(元)', '金额', 'amount(yuan)', 'amount'],
  outcome: ['结果', 'result'],
  reason: ['失败原因', '原因', 'reason'],
  date: ['交易日期', '日期', 'date'],
}
const bare = (cell: string): string => cell.replace(/（/g, '(').replace(/）/g, ')').replace(/[\s*]/g, '').toLowerCase()

/** The rows of a result file, as far as they can be read. */
export async function peek(file: File): Promise<ResultRow[]> {
  const rows = await readFile(file)
  const head = (rows[0] ?? []).map(bare)
  const at = (name: string): number => head.findIndex((cell) => HEADINGS[name]?.includes(cell))
  const places = Object.fromEntries(Object.keys(HEADINGS).map((name) => [name, at(name)])) as Record<string, number>
  const cell = (row: string[], name: string): string => (places[name] === undefined || places[name] < 0 ? '' : (row[places[name]] ?? ''))
  return rows.slice(1).map((row, i) => {
    const said = cell(row, 'outcome').toLowerCase()
    return {
      line: i + 2,
      no: cell(row, 'no'),
      claim: cell(row, 'claim'),
      payee: cell(row, 'payee'),
      amount: cell(row, 'amount'),
      fen: parseMoney(cell(row, 'amount'), 'yuan') ?? null,
      outcome: /^(成功|已付|success|paid)$/.test(said) ? 'paid' : said ? 'failed' : 'empty',
      reason: cell(row, 'reason'),
      date: cell(row, 'date'),
    }
  })
}
