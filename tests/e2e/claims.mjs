// claims.mjs - the four programmes from entitlement to money: a claim with reasons, a supplement, two reviews, a batch made
// and released by two people, the bank's file, a result with one failure, the account corrected, paid.
import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { need, OUT, PHONE, Story, URL, WIDE } from './browser.mjs'

const PACK = process.env.NQ_PACK
const users = readFileSync(join(PACK, 'users.csv'), 'utf8').trim().split('\n').slice(1).map((line) => line.trim().split(','))
const told = JSON.parse(readFileSync(join(PACK, 'samples/claims.json'), 'utf8')).claims
const CHOICES = { cannot_return: '不能回原租住处', key_area: '重点疫区旅居史', close_contact: '密切接触', hotel: '酒店', rented: '租住' }
const BANK = ['中国工商银行清远高新支行', '102601000456']
const yuan = (fen) => (fen / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
let serial = 0
/** A card number with its check digit. */
function card() {
  const body = `622202${String(++serial).padStart(12, '0')}`
  const sum = [...body].reverse().reduce((n, d, i) => n + (i % 2 ? Number(d) : [...String(2 * Number(d))].reduce((a, x) => a + Number(x), 0)), 0)
  return body + String((10 - (sum % 10)) % 10)
}
async function cli(...words) {
  const { stdout } = await promisify(execFile)(process.env.NQ_PROGRAM, [...words, '--data', process.env.NQ_DATA, ...(process.env.NQ_STORE ? ['--store', process.env.NQ_STORE] : []), '--json'])
  return JSON.parse(stdout.trim().split('\n').at(-1))
}
const s = new Story('claims')
await s.open()
await s.page.close()

const at = {}
const LOGINS = ['clerk', 'reviewer1', 'reviewer2', 'finance', 'finance2']
const nameOf = (login) => users.find((u) => u[0] === login)[1]
/** The screen of somebody; what is looked at is this one. */
const by = (login) => (s.page = at[login])
/** What the API answers to somebody who is signed in. */
const ask = (login, path) => at[login].evaluate(async (p) => (await fetch(`/api/v1${p}`)).json(), path)
const save = async (page, action, name) => {
  const [file] = await Promise.all([page.waitForEvent('download'), action()])
  const path = join(OUT, name)
  await file.saveAs(path)
  return path
}
const choose = async (page, label, option, root = page) => {
  await root.getByLabel(label).first().click({ force: true })
  await page.getByRole('option', { name: option, exact: typeof option === 'string' }).filter({ visible: true }).last().click()
  await page.waitForFunction(() => ![...document.querySelectorAll('.el-select-dropdown__item')].some((o) => o.checkVisibility()))
}
const paste = (cell, text) =>
  cell.evaluate((el, words) => {
    const data = new DataTransfer()
    data.setData('text/plain', words)
    el.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  }, text)

await s.step('five people sign in, each at a computer of his own', async () => {
  for (const login of LOGINS) {
    const [, , , , password] = users.find((u) => u[0] === login)
    at[login] = await s.person(login, password)
  }
})
s.page = at.clerk
let items = {}
let enterprise = ''
let today = ''
const dayOfZone = () => new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10)
await s.step('the clerk has the items and the own enterprise', async () => {
  items = Object.fromEntries((await ask('clerk', '/policy-items')).items.map((i) => [i.code, i]))
  enterprise = (await ask('clerk', '/session')).grants[0].scope_id
  today = dayOfZone()
  need(items.LODGING && items['RD-MATCH'] && items['TALENT-03'] && items['RESTART-2'], 'the pack lacks items')
})

/** Enters the account of somebody in the list of accounts of the form that is open. */
async function enterAccount(page, holder, row, first) {
  await row.getByRole('button', { name: /录入账户|更换/ }).click()
  const form = page.locator('#payee-form')
  if (first) {
    await form.getByLabel('账号').fill('12')
    await form.getByLabel('开户行').fill(BANK[0])
    await form.getByLabel('联行号').fill('123')
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
    await form.locator('.why').first().waitFor()
    await s.look('162-account-refused')
  }
  await form.getByLabel('户名').fill(holder)
  await form.getByLabel('账号').fill(card())
  await form.getByLabel('开户行').fill(BANK[0])
  await form.getByLabel('联行号').fill(BANK[1])
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
  await form.waitFor({ state: 'detached' })
}
/** Finance verifies every account that waits. */
async function verifyAccounts(look) {
  const page = by('finance')
  await page.goto(`${URL}/payees?state=entered`)
  await page.getByRole('heading', { name: /^收款账户/ }).waitFor()
  if (look) await s.look('163-payees')
  for (;;) {
    await s.rest()
    const row = page.locator('.el-table-v2__row').first()
    if (!(await row.count())) break
    await row.click()
    const drawer = page.locator('.drawer')
    await drawer.getByRole('button', { name: '核验通过' }).waitFor()
    if (look) await s.look('164-payee')
    look = false
    await drawer.getByRole('button', { name: '核验通过' }).click()
    await drawer.getByText('已核验').first().waitFor()
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'detached' })
  }
}
async function attach(page, kind, name) {
  const file = join(OUT, `${name}.txt`)
  writeFileSync(file, `示例材料：${name}\n`)
  const row = page.locator(`[data-kind="${kind}"]`)
  await row.locator('input[type=file]').setInputFiles(file)
  await row.getByText(`${name}.txt`).waitFor()
}

/** One programme; `c` is what came of it. */
class Programme {
  constructor(claim, shot) {
    this.told = claim
    this.item = items[claim.item]
    this.shot = shot
    this.id = ''
    this.people = (claim.lines ?? []).map((l) => l.worker)
  }
  get toPeople() {
    return this.item.paid_to === 'person'
  }
  async look(page, name) {
    if (this.shot) await s.look(name)
  }
  async entitled() {
    const page = by('clerk')
    await page.goto(`${URL}/entitlements`)
    const item = page.locator(`[data-item="${this.item.code}"]`)
    await item.locator('button.head').click()
    await item.locator('.detail').waitFor()
    const words = await item.locator('.detail').innerText()
    need(words.includes(this.item.summary_zh.slice(0, 6)) && /为什么|理由|还缺|缺/.test(words), `the entitlement gives no reasons: ${words}`)
    await this.look(page, '159-entitlement')
    await item.getByRole('button', { name: '开始申请' }).click()
    await page.waitForURL(/\/claims\/new\?item=/)
  }
  async fill() {
    const page = by('clerk')
    await page.getByRole('heading', { name: this.item.name_zh }).first().waitFor()
    const told = this.told
    for (const [key, value] of Object.entries(told.form ?? {})) {
      const field = this.item.fields.find((f) => f.key === key)
      if (typeof value === 'boolean') await choose(page, field.zh, value ? '是' : '否')
      else if (field.type === 'date') {
        await page.getByLabel(field.zh).first().fill(value)
        await page.keyboard.press('Enter')
      } else await page.getByLabel(field.zh).first().fill(typeof value === 'number' && !Number.isInteger(value) ? value.toFixed(2) : String(value))
    }
    const fields = this.item.fields.filter((f) => f.line && f.source === 'form')
    if (told.lines && told.item === 'TALENT-03') {
      // From a file: the template comes down, the filled sheet goes up, a stranger's row is told.
      await save(page, () => page.getByRole('button', { name: '下载模板' }).click(), 'lines.xlsx')
      need(readFileSync(join(OUT, 'lines.xlsx')).subarray(0, 2).toString() === 'PK', 'the template is no xlsx')
      const rows = [['姓名', ...fields.map((f) => f.zh)], ...told.lines.map((l) => [l.worker, ...fields.map((f) => l[f.key])]), ['无名氏', ...fields.map(() => '2020-05-01')]]
      writeFileSync(join(OUT, 'lines.csv'), `\uFEFF${rows.map((r) => r.join(',')).join('\r\n')}\r\n`)
      await page.locator('.zone input[type=file]').first().setInputFiles(join(OUT, 'lines.csv'))
      await page.getByText('1 行没有读入').waitFor()
      await page.getByText(/第 5 行 无名氏/).waitFor()
    } else if (told.lines) {
      // Pasted as it is copied out of a spreadsheet.
      const shown = (f, v) => (f.choices.length ? f.choices.find((c) => c.value === v).zh : v)
      const text = told.lines.map((l) => [l.worker, ...fields.map((f) => shown(f, l[f.key]))].join('\t')).join('\n')
      await paste(page.locator('table.grid tbody tr').first().locator('input').first(), text)
    }
    await page.locator('[data-test=total]').getByText(yuan(told.total_fen)).waitFor()
    need((await page.locator('.verdict .reasons li').count()) > 0, 'the verdict gives no reasons')
    if (told.lines) for (const l of told.lines) await page.locator('table.grid .amount', { hasText: yuan(l.fen) }).first().waitFor()
    await this.look(page, '160-claim-form')
  }
  async draftIsKept() {
    const page = by('clerk')
    // A template or a sheet has kept it already.
    if (!page.url().endsWith('/edit')) await page.getByRole('button', { name: '保存草稿' }).click()
    await page.waitForURL(/\/claims\/[0-9a-f-]{36}\/edit/)
    this.id = page.url().match(/claims\/([0-9a-f-]{36})/)[1]
    await page.goto(`${URL}/claims`)
    await page.locator('.el-table-v2__row', { hasText: '草稿' }).first().waitFor()
    await this.look(page, '161-my-claims')
    await page.goto(`${URL}/claims/${this.id}/edit`)
    await page.locator('[data-test=total]').getByText(yuan(this.told.total_fen)).waitFor()
    // Without its files it is refused, and each is named.
    await page.getByRole('button', { name: '提交申请' }).click()
    await page.locator('.claim-form [role=alert]').first().waitFor()
    need(/材料/.test(await page.locator('.claim-form [role=alert]').first().innerText()), 'the missing files are not named')
    for (const a of this.item.attachments) await attach(page, a.kind, `${a.zh.slice(0, 12)}-${this.told.no}`)
  }
  async accounts() {
    const page = by('clerk')
    const list = page.locator('.accounts li')
    await list.first().waitFor()
    const holders = this.toPeople ? this.people : [await list.first().locator('b').innerText()]
    for (const holder of holders) {
      const row = list.filter({ hasText: holder })
      if (/已核验|待核验/.test(await row.innerText())) continue
      await enterAccount(page, holder, row, this.shot && holder === holders[0])
      await row.getByText('待核验').waitFor()
    }
    await verifyAccounts(this.shot)
  }
  async submit() {
    const page = by('clerk')
    await page.goto(`${URL}/claims/${this.id}/edit`)
    await page.locator('[data-test=total]').getByText(yuan(this.told.total_fen)).waitFor()
    await page.getByRole('button', { name: '提交申请' }).click()
    await page.waitForURL(new RegExp(`/claims/${this.id}$`))
    await page.getByText('待初审').first().waitFor()
    this.no = (await ask('clerk', `/claims/${this.id}`)).no
    need(this.no, 'the claim has no number')
    await this.look(page, '165-claim')
  }
  async supplement() {
    let page = by('reviewer1')
    await page.goto(`${URL}/reviews?queue=first`)
    await page.locator('.el-table-v2__row', { hasText: this.no }).waitFor()
    await this.look(page, '166-queue')
    await page.locator('.el-table-v2__row', { hasText: this.no }).click()
    await page.waitForURL(/\/reviews\/[0-9a-f-]{36}/)
    await page.getByRole('button', { name: '受理' }).click()
    await page.getByText(nameOf('reviewer1')).last().waitFor()
    await this.look(page, '167-review')
    await page.getByRole('button', { name: '要求补正' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.locator('.words button').first().click()
    await this.look(page, '168-ask')
    await dialog.getByRole('button', { name: '要求补正' }).click()
    await page.getByText('待补正').first().waitFor()
    page = by('clerk')
    await page.goto(`${URL}/claims/${this.id}`)
    await page.getByText('需要补正').waitFor()
    await this.look(page, '169-supplement')
    await page.getByRole('button', { name: '去补正' }).click()
    await page.waitForURL(/edit$/)
    await page.locator('[data-test=total]').waitFor()
    await attach(page, this.item.attachments[0].kind, `盖章-${this.told.no}`)
    await page.getByRole('button', { name: '补正后提交' }).click()
    await page.waitForURL(new RegExp(`/claims/${this.id}$`))
    await page.getByText('补正后提交').first().waitFor()
  }
  async reviews() {
    let page = by('reviewer1')
    await page.goto(`${URL}/reviews/${this.id}`)
    const take = page.getByRole('button', { name: '受理' })
    await page.getByRole('region', { name: '审核决定' }).waitFor()
    if (await take.count()) await take.click()
    await page.getByRole('button', { name: '初审通过' }).click()
    await page.getByText('复审中').first().waitFor()
    need((await page.getByRole('button', { name: '复审通过' }).count()) === 0, 'the first reviewer may approve, too')
    page = by('reviewer2')
    await page.goto(`${URL}/reviews/${this.id}`)
    await page.getByRole('region', { name: '审核决定' }).waitFor()
    if (await page.getByRole('button', { name: '受理' }).count()) await page.getByRole('button', { name: '受理' }).click()
    await this.look(page, '170-second-review')
    await page.getByRole('button', { name: '复审通过' }).click()
    const sure = page.locator('.el-message-box')
    await sure.getByText(`${this.no}（`).waitFor()
    await sure.getByText(`金额 ${yuan(this.told.total_fen)} 元`).waitFor()
    await this.look(page, '170b-approve-ask')
    await sure.getByRole('button', { name: '复审通过' }).click()
    await page.getByText('待拨付').first().waitFor()
  }
  /** A batch of this claim's payments, through the bank; `failing` is the payee whom the bank refuses. */
  async batch(failing) {
    let page = by('finance')
    await page.goto(`${URL}/payments/new`) // the pot with money that waits is chosen already
    await page.locator('table.plain tbody tr', { hasText: this.no }).first().waitFor()
    await page.locator('tr', { hasText: this.no }).first().getByText(/\*/).waitFor()
    await this.look(page, failing ? '171-batch-new' : '178-batch-again')
    await page.getByRole('button', { name: '编制批次' }).click()
    await page.waitForURL(/\/payments\/[0-9a-f-]{36}/)
    const id = page.url().split('/').at(-1)
    await page.getByText('等待另一人复核放行').first().waitFor()
    need((await page.getByRole('button', { name: '复核放行' }).count()) === 0, 'the maker may release')
    page = by('finance2')
    await page.goto(`${URL}/payments/${id}`)
    await page.getByRole('button', { name: '复核放行' }).click()
    const sure = page.locator('.el-message-box')
    await sure.getByText(await page.locator('h1 .mono').innerText()).waitFor()
    await sure.getByText(`合计 ${await page.locator('[data-test=total]').innerText()} 元`).waitFor()
    await this.look(page, '171b-release-ask')
    await sure.getByRole('button', { name: '取消' }).click()
    await sure.waitFor({ state: 'hidden' })
    need((await ask('finance', `/payments/${id}`)).state === 'made', 'released without a yes')
    await page.getByRole('button', { name: '复核放行' }).click()
    await sure.getByRole('button', { name: '复核放行' }).click()
    await page.getByText('已放行').first().waitFor()
    await this.look(page, '172-released')
    page = by('finance')
    await page.goto(`${URL}/payments/${id}`)
    const no = await page.locator('h1 .mono').innerText()
    for (const [label, end] of failing ? [['Excel', 'xlsx'], ['CSV', 'csv'], ['ISO 20022', 'xml']] : [['ISO 20022', 'xml']]) {
      await page.getByRole('button', { name: '生成银行文件' }).click()
      const dialog = page.getByRole('dialog')
      await choose(page, '文件格式', new RegExp(label), dialog)
      await dialog.getByLabel('理由').fill('送交银行')
      if (end === 'csv') await this.look(page, '173-file')
      const path = await save(page, () => dialog.getByRole('button', { name: '生成并下载' }).click(), `${no}.${end}`)
      const bytes = readFileSync(path)
      if (end === 'xlsx') need(bytes.subarray(0, 2).toString() === 'PK', 'the xlsx is none')
      else need(bytes.toString().includes(this.no), `the ${end} does not name ${this.no}`)
      if (end === 'xml') need(bytes.toString().includes('pain.001.001.03'), 'the xml is no pain.001')
    }
    const sheet = await save(page, () => page.locator('[data-test=sheet]').click(), `${no}.pdf`)
    need(readFileSync(sheet).subarray(0, 4).toString() === '%PDF', 'the pay sheet is no PDF')
    const template = readFileSync(await save(page, () => page.locator('[data-test=template-csv]').click(), `${no}-template.csv`), 'utf8').replace(/^\uFEFF/, '')
    const [head, ...rows] = template.trim().split(/\r?\n/).map((line) => line.split(','))
    today = dayOfZone() // the story may go over midnight
    for (const row of rows) row.splice(5, 4, ...(row[3] === failing ? ['失败', '账号户名不符', '', today] : ['成功', '', `${no}-${row[1]}`, today]))
    const written = (lines) => `\uFEFF${[head, ...lines].map((r) => r.join(',')).join('\r\n')}\r\n`
    const result = join(OUT, `${no}-result.csv`)
    if (failing) {
      writeFileSync(result, written([...rows.slice(0, -1), rows.at(-1).map((v, i) => (i === 4 ? '1.00' : v))]))
      await page.locator('.zone input[type=file]').setInputFiles(result)
      const faults = page.locator('[data-test=preview] .faults tbody tr')
      await faults.first().waitFor()
      need((await faults.count()) === 1, `${await faults.count()} faults instead of one`)
      need((await faults.first().innerText()).includes('文件中是 1.00 元'), 'the fault does not tell the amount')
      need(await page.getByRole('button', { name: '确认入账' }).isDisabled(), 'a result with a fault may be booked')
      await this.look(page, '174-result-refused')
    }
    writeFileSync(result, written(rows))
    await page.locator('.zone input[type=file]').setInputFiles(result)
    const preview = page.locator('[data-test=preview]')
    await preview.getByText(`成功 ${rows.length - (failing ? 1 : 0)} 笔`).waitFor()
    if (failing) await preview.getByText('账号户名不符').waitFor()
    if (failing) await this.look(page, '175-result-preview')
    await page.getByRole('button', { name: '确认入账' }).click()
    await page.getByText('已回盘').first().waitFor()
    if (failing) await page.getByRole('heading', { name: /没有付成/ }).waitFor()
    if (failing) await this.look(page, '176-settled')
  }
  async fails() {
    const page = by('clerk')
    await page.goto(`${URL}/claims/${this.id}`)
    await page.locator('.accounts li').first().waitFor()
    this.failing = this.toPeople ? this.people.at(-1) : await page.locator('.accounts li b').first().innerText()
    await this.batch(this.failing)
  }
  async correct() {
    const page = by('clerk')
    await page.goto(`${URL}/claims/${this.id}`)
    await page.getByText('账号户名不符').first().waitFor()
    await page.locator('[data-test=account-failed]').first().waitFor()
    const part = await ask('clerk', `/claims/${this.id}`)
    need(part.paid_count === part.payments.length - 1 && part.paid_fen < part.total_fen, `${part.paid_fen} fen in ${part.paid_count} payments came`)
    await page.locator('[data-test=paid-so-far]').getByText(yuan(part.paid_fen)).waitFor()
    await this.look(page, '177-pay-failed')
    if (this.toPeople) {
      await page.setViewportSize(PHONE)
      await page.goto(`${URL}/m/money`)
      await page.getByText(`已到账 ${yuan(part.paid_fen)} 元`).waitFor()
      await this.look(page, '177b-part-paid')
      await page.setViewportSize(WIDE)
      await page.goto(`${URL}/claims/${this.id}`)
    }
    const row = page.locator('.accounts li', { hasText: this.failing })
    await enterAccount(page, this.failing, row, false)
    await verifyAccounts(false)
    by('clerk')
    await page.goto(`${URL}/claims/${this.id}`)
    await page.getByRole('button', { name: '账户已更正，重新拨付' }).click()
    await page.getByText('待拨付').first().waitFor()
  }
  async paid() {
    await this.batch(null)
    const page = by('clerk')
    await page.goto(`${URL}/claims/${this.id}`)
    await page.getByText('已拨付').first().waitFor()
    await page.getByText('第 2 次拨付').first().waitFor()
    await page.getByText(/账户已由 .+ 于 .+ 更正/).first().waitFor()
    await this.look(page, '179-paid')
    need((await ask('clerk', `/claims/${this.id}`)).state === 'paid', 'the claim is not paid')
    const money = by('finance')
    await money.goto(`${URL}/reconcile?pot=${this.item.pot_id}`)
    const row = money.locator('table.three tbody tr', { hasText: this.no })
    await row.first().waitFor()
    const batches = await row.locator('.transfers li a').allInnerTexts()
    need(new Set(batches).size === 2, `the reconciliation names ${batches.join(', ')}`)
    await row.getByText('失败').first().waitFor()
    await this.look(money, '179b-reconcile')
    await money.goto(`${URL}/pots/${this.item.pot_id}`)
    await money.getByRole('link', { name: this.no }).first().waitFor()
    need((await money.getByText(this.id).count()) === 0, 'the pot shows an id of a claim')
    await this.look(money, '179c-pot')
  }
}

let payer = false
for (const [i, no] of [1, 2, 5, 9].entries()) {
  const claim = told.find((c) => c.no === no)
  const p = new Programme(claim, i === 0)
  const of = `${claim.item}: `
  await s.step(`${of}the enterprise sees what it is entitled to, why, and starts the claim there`, () => p.entitled())
  await s.step(`${of}the form shows verdict, amount and reasons while it is filled`, () => p.fill())
  await s.step(`${of}the draft is kept; without its files it is refused in words`, () => p.draftIsKept())
  await s.step(`${of}accounts are entered by one and verified by another`, () => p.accounts())
  await s.step(`${of}it is submitted and has a number`, () => p.submit())
  await s.step(`${of}the first reviewer asks for a supplement, the clerk answers it`, () => p.supplement())
  await s.step(`${of}two different people review it`, () => p.reviews())
  if (!payer) {
    await s.step('finance enters the account that is paid from', async () => {
      const page = by('finance')
      await page.goto(`${URL}/payments/new`)
      await page.locator('[data-test=no-payer]').waitFor()
      await page.goto(`${URL}/payments`)
      await page.getByRole('button', { name: '付款账户' }).click()
      await page.locator('.drawer').getByRole('button', { name: '登记付款账户' }).click()
      const form = page.locator('#payer-form')
      await form.getByLabel('付款户名').fill('清远高新区财政局（示例）')
      await form.getByLabel('付款账号').fill('44050176010109000018')
      await form.getByLabel('开户行').fill('中国建设银行清远高新支行')
      await form.getByLabel('联行号').fill('105601000123')
      await form.getByLabel('统一社会信用代码').fill('11441800QY0000775R')
      await s.look('180-payer')
      await form.getByRole('button', { name: '保存' }).click()
      await page.locator('.drawer li', { hasText: '财政局' }).waitFor()
      await page.keyboard.press('Escape')
    })
    payer = true
  }
  await s.step(`${of}a batch of two people goes to the bank; the result has one failure`, () => p.fails())
  await s.step(`${of}the account is corrected and verified`, () => p.correct())
  await s.step(`${of}the next attempt is paid`, () => p.paid())
}

await s.step('claims, ledger and bank agree, pot by pot', async () => {
  const page = by('finance')
  for (const pot of (await ask('finance', '/pots')).items) {
    await page.goto(`${URL}/reconcile?pot=${pot.id}`)
    await page.getByRole('status').first().waitFor()
    if (pot.paid_fen > 0) await page.getByText('三方一致').waitFor()
    if (pot.code === 'lodging-2020') await s.look('181-reconcile')
  }
  await page.goto(`${URL}/payments`)
  await page.locator('.el-table-v2__row').first().waitFor()
  need((await page.locator('.el-table-v2__row').count()) === 8, 'there are not eight batches')
  await s.look('182-payments')
})
await s.step('many claims are decided at once: first what would happen, then what did', async () => {
  // Three research projects more, drafted by the API, so that the queue has rows.
  const made = await at.clerk.evaluate(
    async ({ item, own, kinds }) => {
      const me = await (await fetch('/api/v1/session')).json()
      const send = async (path, body, raw) => (await fetch(`/api/v1${path}`, { method: 'POST', headers: { 'Content-Type': raw ? 'application/octet-stream' : 'application/json', 'X-CSRF-Token': me.csrf, 'Idempotency-Key': crypto.randomUUID() }, body: raw ?? JSON.stringify(body) })).json()
      const numbers = []
      for (const n of [1, 2, 3]) {
        const values = { project_no: `2020KJYJ-090${n}`, project_programme: 'true', project_year: '2020', project_approved: 'true', city_grant: `${n}0000`, zone_grant_before: '0' }
        let claim = await send('/claims', { item_id: item, enterprise_id: own, form: Object.entries(values).map(([key, value]) => ({ key, value })), lines: [] })
        for (const kind of kinds) await send(`/claims/${claim.id}/attachments?name=${kind}${n}.txt&kind=${kind}`, null, `${kind} ${n}`)
        claim = await (await fetch(`/api/v1/claims/${claim.id}`)).json()
        claim = await send(`/claims/${claim.id}/submit`, { version: claim.version })
        numbers.push(claim.no ?? JSON.stringify(claim))
      }
      return numbers
    },
    { item: items['RD-MATCH'].id, own: enterprise, kinds: items['RD-MATCH'].attachments.map((a) => a.kind) },
  )
  const page = by('reviewer1')
  await page.goto(`${URL}/reviews?queue=first`)
  for (const no of made) await page.locator('.el-table-v2__row', { hasText: no }).waitFor()
  await page.getByText('全选').click()
  await s.look('183-batch-bar')
  await page.getByRole('button', { name: '初审通过…' }).click()
  await page.getByRole('dialog').getByText('将办理 3 件').waitFor()
  await s.look('184-batch-preview')
  // Meanwhile one of them is taken back: its row says so, the others are decided.
  await at.clerk.evaluate(async (no) => {
    const me = await (await fetch('/api/v1/session')).json()
    const { items: found } = await (await fetch(`/api/v1/claims?no=${no}`)).json()
    await fetch(`/api/v1/claims/${found[0].id}/withdraw`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': me.csrf }, body: JSON.stringify({ version: found[0].version }) })
  }, made[2])
  await page.getByRole('dialog').getByRole('button', { name: '确认办理 3 件' }).click()
  await page.getByRole('dialog').getByText('已办理 2 件').waitFor()
  await page.getByRole('dialog').locator('td.bad').waitFor()
  await s.look('185-batch-result')
  await page.getByRole('dialog').getByRole('button', { name: '关闭' }).last().click()
  const second = by('reviewer2')
  await second.goto(`${URL}/reviews?queue=second`)
  await second.getByText('全选').click()
  await second.getByRole('button', { name: '不予通过…' }).click()
  await second.getByRole('dialog').getByLabel('不予通过的理由').fill('示例：项目不在名单内')
  await second.getByRole('dialog').getByRole('button', { name: /确认办理 2 件/ }).click()
  await second.getByRole('dialog').getByText('已办理 2 件').waitFor()
  await second.getByRole('dialog').getByRole('button', { name: '关闭' }).last().click()
})
await s.step('the enterprise sees its money on a phone', async () => {
  const page = by('clerk')
  await page.goto(`${URL}/`)
  await page.locator('nav').getByRole('link', { name: '我们的钱' }).click()
  await page.waitForURL(/\/m\/money$/)
  await page.setViewportSize(PHONE)
  await page.goto(`${URL}/m/money`)
  const sum = [1, 2, 5, 9].reduce((n, no) => n + told.find((c) => c.no === no).total_fen, 0)
  await page.locator('[data-test=paid]').getByText(yuan(sum)).waitFor()
  await s.picture('186-our-money-390')
  if (process.env.NQ_DATABASE !== 'postgresql') await s.axe('our money on a phone')
  need((await page.evaluate(() => document.documentElement.scrollWidth)) <= PHONE.width, 'our money is wider than a phone')
  await page.locator('a.one', { hasText: '已拨付' }).first().click()
  await page.getByText('办理记录').waitFor()
  await s.picture('187-our-claim-390')
  if (process.env.NQ_DATABASE !== 'postgresql') await s.axe('a claim on a phone')
  await page.setViewportSize(WIDE)
  await page.goto(`${URL}/enterprises/${enterprise}`)
  await page.locator('#one-claims li').first().waitFor()
  await page.locator('#one-claims').scrollIntoViewIfNeeded()
  await s.picture('188-enterprise-claims-1440')
})
await s.step('cockpit and home lead to the money', async () => {
  const page = by('finance')
  await page.goto(`${URL}/cockpit`)
  await page.locator('.chain .big').first().waitFor()
  await page.locator('.chain').scrollIntoViewIfNeeded()
  await s.look('189-cockpit-money')
  await page.locator('.chain li a').first().click()
  await page.waitForURL(/\/claims\?state=/)
  await page.goto(URL)
  await s.look('190-home-finance')
})
await s.step('claims and payments read English', async () => {
  const page = by('finance')
  await page.locator('.top .lang').click()
  await page.getByRole('heading', { name: /^Good/ }).waitFor()
  for (const [path, heading] of [['claims', 'Claims'], ['reviews', 'Reviews'], ['payees', 'Payee accounts'], ['payments', 'Payments'], ['reconcile', 'Reconciliation']]) {
    await page.goto(`${URL}/${path}`)
    await page.getByRole('heading', { name: new RegExp(`^${heading}`) }).waitFor()
    need(!/[\u4e00-\u9fff]/.test(await page.locator('.page-head, .filters').first().innerText()), `${path} has Chinese words in its head`)
  }
  await page.goto(`${URL}/claims?state=paid`)
  await page.locator('.el-table-v2__row').first().click()
  await page.getByText('History').waitFor()
  await s.picture('191-claim-en-1440')
  await page.locator('.top .lang').click()
})
await s.step('ledger and audit chain verify', async () => {
  const ledger = await cli('ledger', 'verify')
  need(ledger.sound ?? ledger.ok, `the ledger says ${JSON.stringify(ledger)}`)
  const audit = await cli('audit', 'verify')
  need(audit.sound && audit.checked_to === audit.head_seq, `the audit says ${JSON.stringify(audit)}`)
})
await s.end()
