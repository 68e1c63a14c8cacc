// Lines of a claim as the grid holds them, and how rows from a spreadsheet become lines.
import type { ClaimLine, PolicyField, Worker } from '@/api/types'
import { readCell } from './sheet'

export const LINES_MAX = 500
export interface Line {
  worker_id: string | null
  /** What stands in the cell of the person: a name that the register knows, or not. */
  person: string
  /** An identity number that came with a pasted row of somebody whom the register does not know yet. */
  id_number: string
  values: Record<string, string | null>
}
export const emptyLine = (): Line => ({ worker_id: null, person: '', id_number: '', values: {} })
export const isBlank = (line: Line): boolean => !line.person.trim() && !line.worker_id && Object.values(line.values).every((v) => !v)
export const lineOf = (l: ClaimLine): Line => ({
  worker_id: l.worker_id,
  person: l.worker_name ?? '',
  id_number: '',
  values: Object.fromEntries(l.values.map((v) => [v.key ?? '', v.value])),
})

const NAME = /^(姓名|人员|员工|name|worker|person)$/i
const NUMBER = /^(证件号码|证件号|身份证号码?|公民身份号码|id( number)?|identity number)$/i
const bare = (label: string): string => label.replace(/[\s*＊:：]|[（(].*?[)）]/g, '').toLowerCase()
const isNumber = (cell: string): boolean => /^[\dXx*]{15,18}$/.test(cell.trim())

/** Does a masked number ("420106********1234") stand for this whole one? */
function fits(masked: string | null | undefined, number: string): boolean {
  const clean = number.trim().toUpperCase()
  if (!masked || masked.length !== clean.length) return false
  return [...masked.toUpperCase()].every((c, i) => c === '*' || clean[i] === '*' || c === clean[i])
}
/** The one person of the register that a name, and a number if there is one, mean. */
export function findPerson(staff: Worker[], person: string, number: string): Worker | null {
  const words = person.trim()
  const exact = staff.filter((w) => `${w.name} ${w.id_masked ?? ''}`.trim() === words || w.name === words)
  const found = number.trim() ? exact.filter((w) => fits(w.id_masked, number)) : exact
  return found.length === 1 ? (found[0] ?? null) : null
}

interface Plan {
  person: number
  number: number
  fields: Map<number, PolicyField>
  header: boolean
}
function planOf(rows: string[][], fields: PolicyField[]): Plan {
  const head = (rows[0] ?? []).map(bare)
  const plan: Plan = { person: -1, number: -1, fields: new Map(), header: true }
  head.forEach((cell, i) => {
    if (NAME.test(cell)) plan.person = i
    else if (NUMBER.test(cell)) plan.number = i
    else {
      const field = fields.find((f) => [f.key, f.zh, f.en].some((x) => bare(x ?? '') === cell && cell !== ''))
      if (field) plan.fields.set(i, field)
    }
  })
  if (plan.person >= 0) return plan
  // No heading: a name, perhaps a number, then the columns in the order of the grid.
  const numbered = rows.some((r) => isNumber(r[1] ?? ''))
  const from = numbered ? 2 : 1
  return { person: 0, number: numbered ? 1 : -1, fields: new Map(fields.map((f, i) => [i + from, f])), header: false }
}
/** Lines of pasted or read rows. */
export function linesOf(rows: string[][], fields: PolicyField[], staff: Worker[]): Line[] {
  const plan = planOf(rows, fields)
  return rows.slice(plan.header ? 1 : 0).map((row) => {
    const person = (row[plan.person] ?? '').trim()
    const number = plan.number >= 0 ? (row[plan.number] ?? '').trim() : ''
    const known = findPerson(staff, person, number)
    const values: Record<string, string | null> = {}
    for (const [i, field] of plan.fields) values[field.key ?? ''] = readCell(row[i] ?? '', field) || null
    return { worker_id: known?.id ?? null, person: known?.name ?? person, id_number: known ? '' : number, values }
  })
}
