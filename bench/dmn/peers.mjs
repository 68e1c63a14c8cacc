// peers.mjs ROWS.jsonl - the talent policy of talent.dmn in engines of npm: first every result against ours, then rows a
// second, asked row by row and, where the engine has a way for it, for many rows in one call.  Run in the scratch folder where run.py installs them; prints one JSON line per peer.
import { readFileSync } from 'node:fs'

const rows = readFileSync(process.argv[2], 'utf8').trim().split('\n').map(line => JSON.parse(line))
const DAY = '2026-06-30'
for (const r of rows) { // the age is given to all: only one of them knows dates
  const [y, m, d] = r.birth.split('-').map(Number)
  r.age = 2026 - y - (m > 6 || (m === 6 && d > 30) ? 1 : 0)
}
// education, age, months, salary, class, years, key industry | rate, cap: rule by rule, in FEEL
const RULES = [
  ['"doctor"', '< 45', '>= 36', '>= 20000', '"A","B"', '', '', 0.30, 300000],
  ['"doctor"', '< 50', '>= 36', '>= 15000', '', '', 'true', 0.25, 250000],
  ['"doctor"', '<= 55', '>= 24', '', '"A","B","C"', '>= 1', '', 0.20, 200000],
  ['"master"', '< 40', '>= 36', '>= 15000', '"A","B"', '', 'true', 0.20, 150000],
  ['"master"', '< 40', '>= 36', '>= 12000', '"A","B","C"', '', '', 0.15, 120000],
  ['"master"', '[40..50]', '>= 36', '[12000..60000]', '"A","B","C"', '>= 2', '', 0.12, 100000],
  ['"bachelor"', '< 35', '>= 36', '>= 10000', '"A"', '>= 1', 'true', 0.12, 80000],
  ['"bachelor"', '< 35', '>= 24', '>= 8000', '"A","B"', '>= 2', '', 0.08, 60000],
  ['"bachelor","college"', '< 45', '>= 36', '> 6000', '', '>= 3', 'true', 0.06, 40000],
  ['', '< 60', '>= 60', '>= 50000', '"A","B"', '>= 5', '', 0.05, 50000],
  ['"college","school"', '< 40', '>= 36', '[5000..20000)', '"A","B"', '>= 5', '', 0.03, 20000],
]
const NAMES = ['education', 'age', 'months', 'salary', 'class', 'years', 'key']
const inputOf = r => ({ education: r.education, age: r.age, months: r.months, salary: r.salary, class: r.class,
  years: r.years, key: r.key, funded: r.funded })

/** The amount that a rule (1-based, 0 = none) gives. */
function amountOf (r, rule) {
  if (!rule) return 0
  const [rate, cap] = RULES[rule - 1].slice(7)
  const grant = Math.floor(Math.round(r.salary * 100) * 12 * Math.round(rate * 100) / 100 + 0.5) / 100
  return Math.max(0, Math.round((Math.min(grant, cap) - r.funded) * 100) / 100)
}

/** Compares some, then judges in rounds for a second; judge gives [rule, amount] or their promises. */
async function contest (name, some, judge) {
  try {
    for (const r of rows.slice(0, some)) {
      const [rule, amount] = await judge(r)
      if (rule !== r.rule || Math.abs(amount - r.amount) > 0.011) {
        throw new Error(`differs: rule ${rule}, amount ${amount} at ${JSON.stringify(r)}`)
      }
    }
    let done = 0
    const begin = process.hrtime.bigint()
    while (process.hrtime.bigint() - begin < 1500000000n) {
      for (let i = 0; i < some; i++) await judge(rows[(done + i) % rows.length])
      done += some
    }
    const seconds = Number(process.hrtime.bigint() - begin) / 1e9
    console.log(JSON.stringify({ name, rows_per_second: Math.round(done / seconds) }))
  } catch (e) {
    console.log(JSON.stringify({ name, skipped: String(e.message || e).slice(0, 300) }))
  }
}

/** As contest, but judge takes rows and gives as many [rule, amount]; the best of some sizes of a batch is told. */
async function contestBatches (name, judge) {
  let best = 0
  for (const size of [100, 500, 2000]) {
    const some = rows.slice(0, size)
    const out = await judge(some)
    some.forEach((r, i) => {
      const [rule, amount] = out[i]
      if (rule !== r.rule || Math.abs(amount - r.amount) > 0.011) {
        throw new Error(`differs: rule ${rule}, amount ${amount} at ${JSON.stringify(r)}`)
      }
    })
    let done = 0
    const begin = process.hrtime.bigint()
    while (process.hrtime.bigint() - begin < 1000000000n) {
      await judge(some)
      done += size
    }
    best = Math.max(best, done / (Number(process.hrtime.bigint() - begin) / 1e9))
  }
  console.log(JSON.stringify({ name, rows_per_second: Math.round(best) }))
}

async function zen (batch) {
  const { ZenEngine } = (await import('@gorules/zen-engine')).default
  const rules = RULES.map((r, i) => ({ _id: `r${i}`, ...Object.fromEntries(NAMES.map((n, k) => [n, r[k]])),
    rule: String(i + 1), rate: String(r[7]), cap: String(r[8]) }))
  const loop = batch ? { executionMode: 'loop', inputField: 'rows', outputPath: 'rows' } : {}
  const graph = { contentType: 'application/vnd.gorules.decision', edges: [
    { id: 'e1', sourceId: 'in', targetId: 'table', type: 'edge' }, { id: 'e2', sourceId: 'table', targetId: 'sum', type: 'edge' },
    { id: 'e3', sourceId: 'sum', targetId: 'out', type: 'edge' }],
  nodes: [{ id: 'in', name: 'in', type: 'inputNode' }, { id: 'out', name: 'out', type: 'outputNode' },
    { id: 'table', name: 'table', type: 'decisionTableNode', content: { ...loop, hitPolicy: 'first', passThrough: true, rules,
      inputs: NAMES.map(n => ({ id: n, name: n, type: 'expression', field: n })),
      outputs: ['rule', 'rate', 'cap'].map(n => ({ id: n, name: n, type: 'expression', field: n })) } },
    { id: 'sum', name: 'sum', type: 'expressionNode', content: { ...loop, passThrough: true, expressions: [{ id: 'x', key: 'amount',
      value: 'max([0, min([floor(salary * 12 * (rate ?? 0) * 100 + 0.5) / 100, cap ?? 0]) - funded])' }] } }] }
  const decision = new ZenEngine().createDecision(Buffer.from(JSON.stringify(graph)))
  if (batch) {
    return async some => {
      const { result } = await decision.evaluate({ rows: some.map(inputOf) })
      return result.rows.map(r => [r.rule ?? 0, r.amount])
    }
  }
  return async r => {
    const { result } = await decision.evaluate(inputOf(r))
    return [result.rule ?? 0, result.amount]
  }
}

async function jsonRules () {
  const { Engine } = (await import('json-rules-engine')).default
  const engine = new Engine([], { allowUndefinedFacts: true })
  const OPS = { '<': 'lessThan', '<=': 'lessThanInclusive', '>': 'greaterThan', '>=': 'greaterThanInclusive' }
  const conditions = (fact, cell) => {
    if (!cell) return []
    const range = cell.match(/^\[(\d+)\.\.(\d+)([\])])$/), op = cell.match(/^([<>]=?) (\d+)$/)
    if (range) {
      return [{ fact, operator: OPS['>='], value: +range[1] },
        { fact, operator: range[3] === ']' ? OPS['<='] : OPS['<'], value: +range[2] }]
    }
    if (op) return [{ fact, operator: OPS[op[1]], value: +op[2] }]
    if (cell === 'true') return [{ fact, operator: 'equal', value: true }]
    return [{ fact, operator: 'in', value: JSON.parse(`[${cell}]`) }]
  }
  RULES.forEach((r, i) => engine.addRule({ priority: RULES.length - i, event: { type: 'grant', params: { rule: i + 1 } },
    conditions: { all: NAMES.flatMap((n, k) => conditions(n, r[k])) } }))
  return async r => {
    const { events } = await engine.run(inputOf(r))
    const rule = events.length ? Math.min(...events.map(e => e.params.rule)) : 0
    return [rule, amountOf(r, rule)]
  }
}

const feelTest = (n, cell) => /^[<>]/.test(cell) ? `${n} ${cell}` : /^\[/.test(cell) ? cell.replace(/^\[(\d+)\.\.(\d+)(.)$/, (_, a, b, e) => `${n} >= ${a} and ${n} <${e === ']' ? '=' : ''} ${b}`)
  : cell === 'true' ? `${n} = true` : '(' + cell.split(',').map(v => `${n} = ${v}`).join(' or ') + ')'
const feelRule = (r, of) => NAMES.map((n, k) => r[k] && feelTest(of + n, r[k])).filter(Boolean).join(' and ')

async function feelin (batch) {
  const { evaluate } = await import('feelin')
  const of = batch ? 'r.' : ''
  const text = RULES.reduceRight((rest, r, i) => `if ${feelRule(r, of)} then ${i + 1} else ${rest}`, '0')
  if (batch) {
    const all = `for r in rows return ${text}`
    return some => {
      const out = evaluate(all, { rows: some.map(inputOf) })
      return (out.value ?? out).map((rule, i) => [rule, amountOf(some[i], rule)])
    }
  }
  return r => {
    const out = evaluate(text, inputOf(r))
    const rule = typeof out === 'number' ? out : out.value
    return [rule, amountOf(r, rule)]
  }
}

async function publicodes () {
  const Engine = (await import('publicodes')).default
  const cell = (n, c) => {
    if (!c) return []
    const range = c.match(/^\[(\d+)\.\.(\d+)([\])])$/)
    if (range) return [`${n} >= ${range[1]}`, `${n} ${range[3] === ']' ? '<=' : '<'} ${range[2]}`]
    if (/^[<>]/.test(c)) return [`${n} ${c}`]
    if (c === 'true') return [n]
    return [{ 'une de ces conditions': JSON.parse(`[${c}]`).map(v => `${n} = '${v}'`) }]
  }
  const model = Object.fromEntries(NAMES.map(n => [n, null]))
  model.rule = { variations: [...RULES.map((r, i) => ({ si: { 'toutes ces conditions': NAMES.flatMap((n, k) => cell(n, r[k])) },
    alors: i + 1 })), { sinon: 0 }] }
  const engine = new Engine(model, { logger: { log () {}, warn () {}, error () {} } })
  return r => {
    engine.setSituation({ education: `'${r.education}'`, class: `'${r.class}'`, age: r.age, months: r.months,
      salary: r.salary, years: r.years, key: r.key ? 'oui' : 'non' })
    const rule = engine.evaluate('rule').nodeValue
    return [rule, amountOf(r, rule)]
  }
}

for (const [name, some, make] of [['gorules zen-engine', 500, zen], ['json-rules-engine', 500, jsonRules],
  ['feelin', 100, feelin], ['publicodes', 100, publicodes]]) {
  try {
    await contest(name, some, await make(false))
  } catch (e) {
    console.log(JSON.stringify({ name, skipped: String(e.message || e).slice(0, 300) }))
  }
}
for (const [name, make] of [['gorules zen-engine, many in one call', zen], ['feelin, many in one expression', feelin]]) {
  try {
    await contestBatches(name, await make(true))
  } catch (e) {
    console.log(JSON.stringify({ name, skipped: String(e.message || e).slice(0, 300) }))
  }
}
