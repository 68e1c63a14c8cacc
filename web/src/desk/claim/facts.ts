// What is typed, as the server takes it: lists of values for a claim, JSON for a judgement.
import type { PolicyField } from '@/api/types'
import type { Line } from './lines'

export type Values = Record<string, string | null>

/** Typed values, empty ones left out, in the order of the fields. */
export function valuesOf(fields: PolicyField[], values: Values): { key: string; value: string }[] {
  return fields.flatMap((f) => {
    const value = values[f.key ?? '']
    return value ? [{ key: f.key ?? '', value }] : []
  })
}
/** A JSON value without a detour through floating point: 1250.50 stays 1250.50. */
function jsonValue(field: PolicyField, value: string): string | null {
  if (field.type === 'number') return /^-?\d+(\.\d+)?$/.test(value) ? value.replace(/^(-?)0+(?=\d)/, '$1') : null
  if (field.type === 'boolean') return value === 'true' || value === 'false' ? value : null
  return JSON.stringify(value)
}
function object(fields: PolicyField[], values: Values, first: string[] = []): string {
  const parts = [...first]
  for (const f of fields) {
    const value = values[f.key ?? '']
    const json = value ? jsonValue(f, value) : null
    if (json !== null) parts.push(`${JSON.stringify(f.key)}:${json}`)
  }
  return `{${parts.join(',')}}`
}
export const formJson = (fields: PolicyField[], values: Values): string => object(fields, values)
export const linesJson = (fields: PolicyField[], lines: Line[]): string =>
  `[${lines.map((l) => object(fields, l.values, l.worker_id ? [`"worker_id":${JSON.stringify(l.worker_id)}`] : [])).join(',')}]`
