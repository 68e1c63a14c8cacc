// Texts and language. Chinese first; the choice is kept in the cookie that the server reads too.
import { createI18n } from 'vue-i18n'
import { setClientLanguage } from './api/client'

export type Lang = 'zh' | 'en'

export const i18n = createI18n({ legacy: false, locale: 'zh', fallbackLocale: 'zh', messages: {}, missingWarn: false, fallbackWarn: false })
const loaders = { zh: () => import('virtual:texts/zh'), en: () => import('virtual:texts/en') }
const loaded = new Set<Lang>()

/** The language now; reactive. */
export const language = (): Lang => i18n.global.locale.value as Lang
/** A text outside of a component. */
export const text = (key: string, args?: Record<string, unknown>): string => i18n.global.t(key, args ?? {})

export function preferred(): Lang {
  const cookie = /(?:^|; )nq_lang=(zh|en)/.exec(document.cookie)
  if (cookie) return cookie[1] as Lang
  return 'zh'
}

export async function setLanguage(lang: Lang): Promise<void> {
  if (!loaded.has(lang)) {
    i18n.global.setLocaleMessage(lang, (await loaders[lang]()).default)
    loaded.add(lang)
  }
  i18n.global.locale.value = lang
  document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en'
  document.cookie = `nq_lang=${lang}; path=/; max-age=31536000; samesite=lax`
  setClientLanguage(lang, { network: text('ui.network'), broken: text('ui.broken') })
}
