// What a form holds while it is typed, and the JSON of facts that a rule is asked with.
import type { PolicyField } from '@/api/types'

/** Typed values by key: texts as typed, true or false for a yes or no; what is missing was not answered. */
export type Answers = Record<string, string | boolean | null>

/** A decimal number as JSON takes it. */
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?$/
const clean = (typed: string): string => typed.replace(/[,，\s]/g, '').replace(/^0+(?=\d)/, '')

/** Is what stands in a number's field no number? */
export const badNumber = (f: PolicyField, value: string | boolean | null | undefined): boolean => f.type === 'number' && typeof value === 'string' && value.trim() !== '' && !NUMBER.test(clean(value))
export const anyBad = (fields: PolicyField[], a: Answers): boolean => fields.some((f) => badNumber(f, a[f.key]))

/** Numbers go as digits, never through floating point: 0.1 yuan stays 0.1 yuan. */
function valueJson(f: PolicyField, value: string | boolean): string {
  if (f.type === 'number' && typeof value === 'string') return clean(value)
  return JSON.stringify(typeof value === 'string' ? value.trim() : value)
}
/** The answers as a JSON object; unanswered fields are left out, so that the rule knows that they are missing. */
export function factsJson(fields: PolicyField[], a: Answers): string {
  const parts = fields.flatMap((f) => {
    const value = a[f.key]
    if (value === undefined || value === null || value === '' || badNumber(f, value)) return []
    return [`${JSON.stringify(f.key)}:${valueJson(f, value)}`]
  })
  return `{${parts.join(',')}}`
}
export const linesJson = (fields: PolicyField[], lines: Answers[]): string => `[${lines.map((a) => factsJson(fields, a)).join(',')}]`
