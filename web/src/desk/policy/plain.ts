// The words of FEEL in the reader's language, for those who read a rule and write none.
import { language } from '@/i18n'

const ZH: Record<string, string> = { if: '如果', then: '，则', else: '；否则', and: '且', or: '或', null: '空', true: '是', false: '否', not: '不满足' }

/** An expression for people: FEEL's own words are translated, what stands in quotes is left as it is. */
export function plain(expression: string): string {
  const outside = (part: string): string => {
    const given = part.replace(/\bnot\(null\)/g, language() === 'zh' ? '已填写' : 'given').replace(/\s*!= null\b/g, language() === 'zh' ? '已填写' : ' is given')
    if (language() !== 'zh') return given.replace(/\s= null\b/g, ' is not given')
    return given
      .replace(/\s= null\b/g, '未填写')
      .replace(/\byears and months duration\(/g, '相差的整月数(')
      .replace(/\b(if|then|else|and|or|null|true|false|not)\b/g, (word) => ZH[word] ?? word)
      .replace(/ (?=[，；])/g, '')
  }
  return expression.split(/("[^"]*"|“[^”]*”)/).map((part, i) => (i % 2 ? part : outside(part))).join('')
}
