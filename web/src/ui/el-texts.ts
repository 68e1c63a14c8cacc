// Element Plus brings its own words for the parts that we use.
import en from 'element-plus/es/locale/lang/en'
import zh from 'element-plus/es/locale/lang/zh-cn'
import type { Lang } from '@/i18n'

export const elementTexts = (lang: Lang): typeof zh => (lang === 'zh' ? zh : (en as typeof zh))
