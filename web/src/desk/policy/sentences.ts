// Reasons come as sentences, one a line.
import { language } from '@/i18n'

export const sentences = (zh: string | null, en: string | null): string[] =>
  ((language() === 'zh' ? zh || en : en || zh) ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
