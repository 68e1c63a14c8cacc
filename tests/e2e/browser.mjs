// browser.mjs - Debian's Chromium, steps that are counted, pictures at both sizes and an accessibility check of a screen.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
export const URL = process.env.NQ_URL
export const OUT = process.env.NQ_OUT
export const WIDE = { width: 1440, height: 900 }
export const PHONE = { width: 390, height: 844 }
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

/** A claim that must hold. */
export function need(condition, words) {
  if (!condition) throw new Error(words)
}

export class Story {
  constructor(name) {
    this.name = name
    this.passed = 0
    this.failed = 0
    this.shots = 0
    this.strangers = new Set()
    this.complaints = []
  }
  async open() {
    this.browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ARGS })
    // The page's own policy stays in force; axe comes in through the debugger, not through the page.
    this.context = await this.browser.newContext({ viewport: WIDE, locale: 'zh-CN', acceptDownloads: true })
    this.page = await this.watched(this.context)
  }
  /** A page of whose requests and complaints the story keeps track. */
  async watched(context) {
    const page = await context.newPage()
    page.setDefaultTimeout(20_000)
    page.on('request', (r) => {
      if (!r.url().startsWith(URL) && !/^(data|blob|about):/.test(r.url())) this.strangers.add(r.url())
    })
    page.on('pageerror', (e) => this.complaints.push(e.message))
    page.on('console', (m) => {
      if (m.type() === 'error' && !/status of (401|403|409|412|415|422|429)/.test(m.text())) this.complaints.push(m.text())
    })
    return page
  }
  /** Another person at a computer of his own, signed in; `s.page` becomes the screen that is looked at. */
  async person(login, password) {
    const context = await this.browser.newContext({ viewport: WIDE, locale: 'zh-CN', acceptDownloads: true })
    const page = await this.watched(context)
    await page.goto(`${URL}/sign-in`)
    await page.fill('input[autocomplete=username]', login)
    await page.fill('input[autocomplete=current-password]', password)
    await page.click('button[type=submit]')
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
    return page
  }
  async close() {
    await this.browser?.close()
  }
  /** One step: what it shows, and the work. Later steps stand on it, so the first failure ends the story. */
  async step(shows, work) {
    if (this.failed) return
    const began = Date.now()
    try {
      await work(this.page)
      this.passed++
      console.log(`✓ ${shows} (${((Date.now() - began) / 1000).toFixed(1)} s)`)
    } catch (e) {
      this.failed++
      console.log(`✗ ${shows}: ${e.message.split('\n').slice(0, 12).join('\n  ')}`)
      await this.page.screenshot({ path: join(OUT, 'failed.png') }).catch(() => undefined)
    }
  }
  /** Waits for the screen to be at rest. */
  async rest() {
    await this.page.waitForLoadState('networkidle')
    await this.page.waitForTimeout(250)
  }
  async picture(name) {
    await this.rest()
    this.shots++
    await this.page.screenshot({ path: join(OUT, `${name}.png`) })
  }
  /** No violation of WCAG 2.1 A and AA on the screen as it stands. */
  async axe(name) {
    await this.rest()
    // A message that fades away has no fixed colours.
    await this.page.waitForFunction(() => !document.querySelector('.el-message'), null, { timeout: 9000 })
    await this.page.evaluate(AXE)
    const found = await this.page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }))
    const words = found.violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join(' | ')}`)
    need(words.length === 0, `${name}: ${words.join('; ')}`)
  }
  /** Picture and accessibility, wide and on a phone; the second database shows the same screens, so there a picture is enough. */
  async look(name) {
    await this.picture(`${name}-1440`)
    if (process.env.NQ_DATABASE === 'postgresql') return
    await this.axe(name)
    await this.page.setViewportSize(PHONE)
    await this.picture(`${name}-390`)
    await this.axe(`${name} on a phone`)
    const wide = await this.page.evaluate(() => document.documentElement.scrollWidth)
    need(wide <= PHONE.width, `${name}: ${wide} px wide on a phone`)
    await this.page.setViewportSize(WIDE)
    await this.rest()
  }
  /** The last word of every story: it stayed at home and kept quiet. */
  async end() {
    await this.step('no request left the server, no script failed', async () => {
      need(this.strangers.size === 0, `asked ${[...this.strangers].join(', ')}`)
      need(this.complaints.length === 0, this.complaints.join(' | '))
    })
    await this.close()
    console.log(`${this.passed} passed, ${this.failed} failed`)
    process.exit(this.failed ? 1 : 0)
  }
}
