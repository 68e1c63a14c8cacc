// What an operation changed: before and after are JSON objects as texts; only the parts that differ are shown.
export interface Change {
  path: string
  before: string
  after: string
}
type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

function parse(text: string | null): Json {
  if (!text) return null
  try {
    return JSON.parse(text) as Json
  } catch {
    return text
  }
}
const show = (v: Json | undefined): string => (v === null || v === undefined ? '' : typeof v === 'object' ? JSON.stringify(v) : String(v))

function walk(path: string, a: Json | undefined, b: Json | undefined, out: Change[]): void {
  if (JSON.stringify(a) === JSON.stringify(b)) return
  const isTree = (v: Json | undefined): v is { [key: string]: Json } => typeof v === 'object' && v !== null && !Array.isArray(v)
  if (isTree(a ?? {}) && isTree(b ?? {}) && (isTree(a) || isTree(b))) {
    const left = (a ?? {}) as { [key: string]: Json }
    const right = (b ?? {}) as { [key: string]: Json }
    for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) walk(path ? `${path}.${key}` : key, left[key], right[key], out)
    return
  }
  if (show(a) !== show(b)) out.push({ path, before: show(a), after: show(b) })
}
export function difference(before: string | null, after: string | null): Change[] {
  const out: Change[] = []
  walk('', parse(before), parse(after), out)
  return out.filter((c) => !/(^|\.)(version|updated|actions)$/.test(c.path))
}
