// The one way to the server: JSON in and out, problem+json as a typed error, language and CSRF headers.
import { ref } from 'vue'

export type Query = Record<string, string | number | boolean | null | undefined>

/** What the server says when it refuses (RFC 9457), with one sentence per bad field. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly fields: Record<string, string> = {},
    readonly retryAfter = 0,
  ) {
    super(message)
    this.name = 'ApiError'
  }
  /** Somebody else changed the record meanwhile. */
  get stale(): boolean {
    return this.status === 412
  }
}

interface Problem {
  title?: string
  detail?: string
  code?: string
  errors?: { pointer: string; detail: string }[]
}

const state = { csrf: '', lang: 'zh', onSignedOut: (): void => undefined }
/** The texts of failures that never reached the server; set with the language. */
const own = { network: '网络不通，请检查后重试', broken: '服务器的回答无法识别' }

export function setCsrf(token: string): void {
  state.csrf = token
}
export function setClientLanguage(lang: string, texts: { network: string; broken: string }): void {
  state.lang = lang
  Object.assign(own, texts)
}
export function onSignedOut(handler: () => void): void {
  state.onSignedOut = handler
}
/** Requests under way; the thin line at the top of the page shows them. */
export const pending = ref(0)

export function url(path: string, query?: Query): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') params.set(name, String(value))
  }
  const text = params.toString()
  return `/api/v1${path}${text ? `?${text}` : ''}`
}

function toError(status: number, retryAfter: number, text: string): ApiError {
  let problem: Problem = {}
  try {
    problem = JSON.parse(text) as Problem
  } catch {
    return new ApiError(status, 'broken', `${own.broken} (${status})`, {}, retryAfter)
  }
  const fields: Record<string, string> = {}
  for (const e of problem.errors ?? []) fields[e.pointer.replace(/^#?\/?/, '')] = e.detail
  return new ApiError(status, problem.code ?? '', problem.detail ?? problem.title ?? String(status), fields, retryAfter)
}

export function newKey(): string {
  return crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2, 14)}`
}

export interface CallOptions {
  query?: Query
  body?: unknown
  signal?: AbortSignal
  /** One key per intended change: a repeated submit then answers the first result. */
  key?: string
  /** Do not go to the sign-in page on 401 (the sign-in page itself). */
  quiet?: boolean
}

function headers(method: string, key?: string): Record<string, string> {
  const h: Record<string, string> = { Accept: 'application/json', 'Accept-Language': state.lang === 'zh' ? 'zh-CN' : 'en' }
  if (method !== 'GET' && state.csrf) h['X-CSRF-Token'] = state.csrf
  if (key) h['Idempotency-Key'] = key
  return h
}

export async function call<T>(method: string, path: string, options: CallOptions = {}): Promise<T> {
  const h = headers(method, options.key)
  if (options.body !== undefined) h['Content-Type'] = 'application/json'
  pending.value++
  try {
    const response = await fetch(url(path, options.query), {
      method,
      headers: h,
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
      signal: options.signal,
      credentials: 'same-origin',
      cache: 'no-store',
    })
    const text = await response.text()
    if (!response.ok) {
      if (response.status === 401 && !options.quiet) state.onSignedOut()
      throw toError(response.status, Number(response.headers.get('Retry-After') ?? 0), text)
    }
    return (text ? JSON.parse(text) : undefined) as T
  } catch (e) {
    if (e instanceof ApiError || (e instanceof DOMException && e.name === 'AbortError')) throw e
    throw new ApiError(0, 'network', own.network)
  } finally {
    pending.value--
  }
}

export const get = <T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> => call<T>('GET', path, { query, signal })
export const post = <T>(path: string, body?: unknown, key?: string): Promise<T> => call<T>('POST', path, { body: body ?? {}, key })
export const put = <T>(path: string, body: unknown): Promise<T> => call<T>('PUT', path, { body })
export const remove = <T>(path: string, query?: Query): Promise<T> => call<T>('DELETE', path, { query })

/** Sends a file as the whole body and tells how far it is (0..1). */
export function upload<T>(path: string, query: Query, file: File, progress: (share: number) => void, key = newKey()): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const xhr = new XMLHttpRequest()
    xhr.open('POST', url(path, query))
    for (const [name, value] of Object.entries(headers('POST', key))) xhr.setRequestHeader(name, value)
    xhr.setRequestHeader('Content-Type', 'application/octet-stream')
    xhr.upload.onprogress = (e) => e.lengthComputable && progress(e.loaded / e.total)
    xhr.onerror = () => reject(new ApiError(0, 'network', own.network))
    xhr.onload = () => {
      if (xhr.status >= 200 && xhr.status < 300) {
        resolve((xhr.responseText ? JSON.parse(xhr.responseText) : undefined) as T)
        return
      }
      if (xhr.status === 401) state.onSignedOut()
      reject(toError(xhr.status, Number(xhr.getResponseHeader('Retry-After') ?? 0), xhr.responseText))
    }
    xhr.send(file)
  })
}

/** Lets the browser save what an address answers (a GET; the cookie goes along). */
export function download(path: string, query?: Query): void {
  const a = document.createElement('a')
  a.href = url(path, { ...query, lang: undefined })
  a.download = ''
  document.body.append(a)
  a.click()
  a.remove()
}

/** A page of a list. */
export interface Page<T> {
  items: T[]
  total: number
  total_capped: boolean
  next: string | null
}
