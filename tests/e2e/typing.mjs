// typing.mjs - the claim form while it is filled: dates as people write them, a bad cell beside good rows, days that overlap,
// files before the rows are right, what is refused and where it is said.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { need, OUT, PHONE, Story, URL, WIDE } from './browser.mjs'

const users = readFileSync(join(process.env.NQ_PACK, 'users.csv'), 'utf8').trim().split('\n').slice(1).map((line) => line.trim().split(','))
const s = new Story('typing')
await s.open()
await s.page.close()
let page
let items = {}
let staff = []
const ask = (path) => page.evaluate(async (p) => (await fetch(`/api/v1${p}`)).json(), path)
const total = (words) => page.locator('[data-test=total]').getByText(words, { exact: true }).waitFor()
const row = (n) => page.locator('table.grid tbody tr').nth(n)
const cell = (label, n) => page.getByLabel(`${label} ${n + 1}`, { exact: true })
const put = async (field, words) => {
  await field.fill(words)
  await field.blur()
}
const paste = (field, text) =>
  field.evaluate((el, words) => {
    const data = new DataTransfer()
    data.setData('text/plain', words)
    el.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  }, text)
const file = (name, text) => {
  const path = join(OUT, name)
  writeFileSync(path, text)
  return path
}

await s.step('the clerk signs in and opens an empty form', async () => {
  s.page = page = await s.person('clerk', users.find((u) => u[0] === 'clerk')[4])
  items = Object.fromEntries((await ask('/policy-items')).items.map((i) => [i.code, i]))
  const enterprise = (await ask('/session')).grants[0].scope_id
  staff = (await ask(`/enterprises/${enterprise}/workers?current=true&limit=50`)).items.map((w) => w.name)
  await page.goto(`${URL}/claims/new?item=${items.LODGING.id}`)
  await row(0).waitFor()
})
await s.step('one bad date hides no other row; days that overlap are told once and count once', async () => {
  const rows = [
    [staff[0], '密切接触', '酒店', '20200210', '2020/2/15'],
    [staff[0], '密切接触', '酒店', '2020.2.12', '2020-02-20'],
    [staff[1], '密切接触', '酒店', '2020-02-31', '2020年2月12日'],
  ]
  const reason = items.LODGING.fields.find((f) => f.key === 'stay_reason').choices.find((c) => c.value === 'close_contact').zh
  const place = items.LODGING.fields.find((f) => f.key === 'stay_place').choices.find((c) => c.value === 'hotel').zh
  await paste(row(0).locator('input').first(), rows.map((r) => [r[0], reason, place, r[3], r[4]].join('\t')).join('\n'))
  await total('600.00')
  need((await cell('入住日期', 0).inputValue()) === '2020-02-10', 'a run of digits is not read as a day')
  need((await cell('最后一日', 0).inputValue()) === '2020-02-15', 'slashes are not read as a day')
  need((await cell('入住日期', 1).inputValue()) === '2020-02-12', 'points are not read as a day')
  const told = await page.locator('table.grid .why').allInnerTexts()
  need(told.length === 2, `not two sentences: ${told.join(' | ')}`)
  need(told[0].includes('第 2 行与第 1 行的 2020-02-12 至 2020-02-15 共 4 天重复'), `the overlap says ${told[0]}`)
  need(told[1].includes('例如 2020-02-15') && !/date|类型/.test(told[1]), `the bad date says ${told[1]}`)
  await page.getByText('有 2 行填写有误').waitFor()
  need((await row(0).innerText()).includes('600.00'), 'the good row has no amount')
  await s.look('300-typing')
})
await s.step('the table lies inside its card; the name stays in sight', async () => {
  const box = page.locator('.scroll-x').first()
  const [wide, inside] = await box.evaluate((el) => [el.scrollWidth, el.clientWidth])
  need(wide <= inside, `the table is ${wide} wide in ${inside}`)
  await page.setViewportSize(PHONE)
  await box.evaluate((el) => (el.scrollLeft = 300))
  const left = await row(0).locator('td.person').evaluate((el) => el.getBoundingClientRect().left - el.closest('.scroll-x').getBoundingClientRect().left)
  need(Math.abs(left) < 3, `the name moved to ${left}`)
  await s.picture('301-typing-moved-390')
  await page.setViewportSize(WIDE)
})
await s.step('a submission says what is to be mended and sends nothing', async () => {
  await page.getByRole('button', { name: '提交申请' }).click()
  await page.getByText('有 2 处需要改正').waitFor()
  need((await page.locator('.claim-form .error .link-button').count()) === 0, 'it offers to try again')
})
await s.step('a file goes up although rows are wrong, and what is typed stays', async () => {
  const list = page.locator('[data-kind="roster"]')
  await list.locator('input[type=file]').setInputFiles(file('名册.pdf', '%PDF-1.4\nsample\n%%EOF\n'))
  await list.getByText('已交').waitFor()
  await page.waitForURL(/\/claims\/[0-9a-f-]{36}\/edit/)
  need((await cell('入住日期', 2).inputValue()) === '2020-02-31', 'the typed rows are gone')
  await page.reload()
  await list.getByText('已交').waitFor()
  need((await cell('入住日期', 2).inputValue()) === '2020-02-31', 'the typed rows are gone after a reload')
})
await s.step('the same file serves another kind; what is no document is refused with the kinds that are', async () => {
  const proof = page.locator('[data-kind="lodging"]')
  await proof.locator('input[type=file]').setInputFiles(join(OUT, '名册.pdf'))
  await proof.getByText('已交').waitFor()
  const list = page.locator('[data-kind="roster"]')
  await list.locator('input[type=file]').setInputFiles(file('名册.exe', 'hello\n'))
  await page.getByText(/名册\.exe.*csv txt.*pdf/).waitFor()
  await s.look('302-file-refused')
  await list.locator('input[type=file]').setInputFiles(file('名册2.pdf', 'MZ\u0000\u0001\u0002'))
  await page.getByText(/名册2\.pdf.*pdf、png/).waitFor()
})
await s.step('a mended cell loses its red at once, a mended row counts', async () => {
  await put(cell('入住日期', 2), '20200210')
  need((await row(2).locator('.bad, .why').count()) === 0, 'the mended cell is still red')
  await total('900.00')
  await put(cell('入住日期', 1), '2020-02-16')
  await page.getByText('行填写有误').waitFor({ state: 'detached' })
  await total('1,400.00')
  need((await page.locator('.claim-form .error').count()) === 0 || !(await page.locator('.claim-form .error').first().innerText()).includes('改正'), 'the box still asks to mend')
})
await s.step('reasons are one sentence until somebody asks why, and speak of no rules', async () => {
  need((await page.locator('.verdict .reasons li').count()) <= 1, 'all reasons stand there at once')
  await page.getByRole('button', { name: '理由 1' }).click()
  const words = await page.locator('td.reasons').innerText()
  need(!/规则|结果为|eligib/.test(words), `the reasons speak of the rule: ${words}`)
  await s.look('303-reasons')
  await page.getByRole('button', { name: '理由 1' }).click()
})
await s.step('somebody new: what is refused keeps what was typed', async () => {
  await page.getByRole('button', { name: '加 5 行' }).click()
  await put(cell('姓名', 3), '示例新员工')
  await row(3).getByRole('button', { name: '登记此人' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('居民身份证号码').fill('441802199001011230')
  await dialog.getByRole('button', { name: '登记此人' }).click()
  await dialog.locator('.field .why').first().waitFor()
  need((await dialog.getByLabel('居民身份证号码').inputValue()) === '441802199001011230', 'the number is gone')
  await s.look('304-register')
  await dialog.getByRole('button', { name: '取消' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: '删除 4' }).click()
})
await s.step('a card number with a slip is told before it is saved', async () => {
  await page.locator('.accounts li').first().getByRole('button', { name: /录入账户|更换/ }).click()
  const form = page.locator('#payee-form')
  await form.getByLabel('账号').fill('6222020000000000001')
  await form.getByText('校验位').waitFor()
  await s.look('305-card')
  await form.getByLabel('账号').fill('44050176010109000018')
  await form.getByText('校验位').waitFor({ state: 'detached' })
  await page.getByRole('dialog').getByRole('button', { name: '取消' }).click()
})
await s.step('what must be filled in is named beside its field, files by their names, fractions of a fen at once', async () => {
  await page.getByRole('button', { name: '保存草稿' }).click()
  await page.getByText('草稿已保存').first().waitFor()
  await page.goto(`${URL}/claims/new?item=${items['RESTART-2'].id}`)
  await page.getByLabel('电费', { exact: true }).waitFor()
  await page.getByRole('button', { name: '提交申请' }).click()
  const field = page.locator('.field', { has: page.getByLabel('电费', { exact: true }) })
  await field.getByText('请填写“电费”').waitFor()
  const box = await page.locator('.claim-form .error').first().innerText()
  need(!box.includes('attachments') && !box.includes('/') && box.includes('缺少材料'), `the box says ${box}`)
  await s.look('306-required')
  await page.getByLabel('电费', { exact: true }).fill('0.001')
  await field.getByText('最多两位小数').waitFor()
  await page.getByLabel('电费', { exact: true }).fill('-5')
  await field.getByText('不能小于 0').waitFor()
  await page.getByLabel('电费', { exact: true }).fill('1000')
  await field.locator('.why').waitFor({ state: 'detached' })
})
await s.step('a draft that was only looked at is not told to be brought back', async () => {
  await page.getByRole('button', { name: '保存草稿' }).click()
  await page.waitForURL(/\/claims\/[0-9a-f-]{36}\/edit/)
  const own = page.url()
  await page.waitForFunction((id) => !sessionStorage.getItem(`nq-draft:claim:${id}`), own.split('/').at(-2))
  await page.goto(`${URL}/claims`)
  for (const look of ['once', 'twice']) {
    await page.goto(own)
    await page.getByLabel('电费', { exact: true }).waitFor()
    await s.rest()
    need((await page.getByText('已恢复').count()) === 0, `seen ${look}, it says that something was brought back`)
  }
  await page.getByLabel('电费', { exact: true }).fill('2000')
  await page.reload()
  await page.getByText('已恢复').waitFor()
  need((await page.getByLabel('电费', { exact: true }).inputValue()).replace(',', '').startsWith('2000'), 'what was typed is gone')
})
await s.step('a self-test refuses an age that nobody has', async () => {
  const answer = await page.evaluate(async (id) => {
    const me = await (await fetch('/api/v1/session')).json()
    const r = await fetch(`/api/v1/policy-items/${id}/judge`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': me.csrf }, body: JSON.stringify({ form_json: '{}', lines_json: '[{"worker_age":-3}]' }) })
    return { status: r.status, text: await r.text() }
  }, items['TALENT-03'].id)
  need(answer.status === 422 && answer.text.includes('应在 0 到 150 之间，例如 35'), `the answer is ${answer.text}`)
})
await s.end()
