// The one way to the server: JSON in and out, problem+json as a typed error, language and CSRF headers.
import { ref } from 'vue'
import { API_ROOT, ENDPOINTS, type Api, type Problem } from './types'

export type EndpointId = keyof Api
/** Inputs as forms hold them: names are checked here, the values of an enumeration by the server. */
type Loose<T> = T extends string ? string : T extends number | boolean | null | undefined ? T : T extends (infer U)[] ? Loose<U>[] : { [K in keyof T]: Loose<T[K]> }
export type In<K extends EndpointId> = Loose<Api[K]['in']>

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

function toError(status: number, retryAfter: number, text: string): ApiError {
  let problem: Partial<Problem> = {}
  try {
    problem = JSON.parse(text) as Problem
  } catch {
    return new ApiError(status, 'broken', `${own.broken} (${status})`, {}, retryAfter)
  }
  const fields: Record<string, string> = {}
  for (const e of problem.errors ?? []) {
    const name = e.pointer.replace(/^#?\/?/, '')
    fields[name] = fields[name] ? `${fields[name]} ${e.detail}` : e.detail
  }
  return new ApiError(status, problem.code ?? '', problem.detail ?? problem.title ?? String(status), fields, retryAfter)
}

export function newKey(): string {
  return crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2, 14)}`
}

export interface AskOptions {
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

/** The address of an endpoint and what of its input is left for the query or the body. */
function split(id: EndpointId, input: object): { path: string; rest: Record<string, unknown> } {
  const rest = { ...input } as Record<string, unknown>
  const path = ENDPOINTS[id].path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest[name]
    delete rest[name]
    return encodeURIComponent(String(value))
  })
  return { path: API_ROOT + path, rest }
}
function withQuery(path: string, rest: Record<string, unknown>): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(rest)) {
    if (value !== undefined && value !== null && value !== '' && value !== false) params.set(name, String(value))
  }
  const text = params.toString()
  return text ? `${path}?${text}` : path
}
/** The address of an endpoint that is read with GET, for links and downloads. */
export function address<K extends EndpointId>(id: K, input: In<K>): string {
  const { path, rest } = split(id, input)
  return withQuery(path, rest)
}

/** Asks an endpoint by its name: types of input and answer are those that the program prints. */
export async function ask<K extends EndpointId>(id: K, input: In<K>, options: AskOptions = {}): Promise<Api[K]['out']> {
  const { method, idempotent } = ENDPOINTS[id]
  const { path, rest } = split(id, input)
  const inBody = method === 'POST' || method === 'PUT'
  const h = headers(method, idempotent ? (options.key ?? newKey()) : undefined)
  if (inBody) h['Content-Type'] = 'application/json'
  pending.value++
  try {
    const response = await fetch(inBody ? path : withQuery(path, rest), {
      method,
      headers: h,
      body: inBody ? JSON.stringify(rest) : undefined,
      signal: options.signal,
      credentials: 'same-origin',
      cache: 'no-store',
    })
    const text = await response.text()
    if (!response.ok) {
      if (response.status === 401 && !options.quiet) state.onSignedOut()
      throw toError(response.status, Number(response.headers.get('Retry-After') ?? 0), text)
    }
    return (text ? JSON.parse(text) : undefined) as Api[K]['out']
  } catch (e) {
    if (e instanceof ApiError || (e instanceof DOMException && e.name === 'AbortError')) throw e
    throw new ApiError(0, 'network', own.network)
  } finally {
    pending.value--
  }
}

/** Sends a file as the whole body and tells how far it is (0..1). */
export function upload<K extends EndpointId>(id: K, input: In<K>, file: File, progress: (share: number) => void): Promise<Api[K]['out']> {
  const { path, rest } = split(id, input)
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest()
    xhr.open('POST', withQuery(path, rest))
    for (const [name, value] of Object.entries(headers('POST', ENDPOINTS[id].idempotent ? newKey() : undefined))) xhr.setRequestHeader(name, value)
    xhr.setRequestHeader('Content-Type', 'application/octet-stream')
    xhr.upload.onprogress = (e) => e.lengthComputable && progress(e.loaded / e.total)
    xhr.onerror = () => reject(new ApiError(0, 'network', own.network))
    xhr.onload = () => {
      if (xhr.status >= 200 && xhr.status < 300) {
        resolve((xhr.responseText ? JSON.parse(xhr.responseText) : undefined) as Api[K]['out'])
        return
      }
      if (xhr.status === 401) state.onSignedOut()
      reject(toError(xhr.status, Number(xhr.getResponseHeader('Retry-After') ?? 0), xhr.responseText))
    }
    xhr.send(file)
  })
}

/** Lets the browser save what an endpoint answers (a GET; the cookie goes along). */
export function download<K extends EndpointId>(id: K, input: In<K>): void {
  const a = document.createElement('a')
  a.href = address(id, input)
  a.download = ''
  document.body.append(a)
  a.click()
  a.remove()
}

/** The endpoints that answer pages of a list, with or without a total, and what they list. */
export type ListId = { [K in EndpointId]: Api[K]['out'] extends { items: unknown[]; next: string | number | null } ? K : never }[EndpointId]
export type RowOf<K extends ListId> = Api[K]['out'] extends { items: (infer T)[] } ? T : never
