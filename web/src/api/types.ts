// Provisional: replaced by what `nuanqiao typescript` prints.
export interface Grant {
  role: string
  scope: string
  scope_id: string | null
  scope_name: string | null
}
export interface Job {
  id: string
  zone_id: string | null
  kind: string
  subject_id: string | null
  actor_id: string | null
  actor_name: string | null
  state: string
  done: number
  total: number
  chunk: number
  failure: string | null
  created: string
  started: string
  finished: string
}
export interface JobKind {
}
export interface AuditEntry {
  action: string
  subject_kind: string | null
  subject_id: string | null
  subject_name: string | null
  before: string | null
  after: string | null
}
export interface AuditErase {
  seq: number
  reason: string | null
}
export interface AuditLine {
  seq: number
  at: string
  actor_id: string | null
  actor_name: string | null
  remote: string | null
  action: string
  subject_kind: string | null
  subject_id: string | null
  subject_name: string | null
  before: string | null
  after: string | null
  erased: boolean
  hash: string
}
export interface AuditFind {
  subject_kind: string | null
  subject_id: string | null
  actor: string | null
  action: string
  from: string | null
  to: string | null
  after: number | null
  limit: number
}
export interface AuditPage {
  items: AuditLine[]
  total: number
  total_capped: boolean
  next: number | null
}
export interface AuditHead {
  seq: number
  hash: string
}
export interface AuditVerify {
  from: number
  limit: number
  head: string | null
}
export interface AuditVerdict {
  sound: boolean
  fault: string | null
  broken_seq: number
  checked_from: number
  checked_to: number
  head_seq: number
  head_hash: string | null
  next: number | null
  head_met: boolean
}
export interface Zone {
  id: string
  code: string
  name_zh: string
  name_en: string
  utc_offset_minutes: number
  demo: boolean
  version: number
  created: string
}
export interface ZonePart {
  id: string
  code: string
  name_zh: string
  name_en: string
}
export interface ZoneNew {
  code: string
  name_zh: string
  name_en: string
  utc_offset_minutes: number
  demo: boolean
}
export interface ZoneChange {
  name_zh: string
  name_en: string
  version: number
}
export interface ZoneChoice {
  id: string
  code: string
  name_zh: string
  name_en: string
  demo: boolean
}
export interface ZoneChoices {
  items: ZoneChoice[]
}
export interface ZonePage {
  zone: Zone
  areas: ZonePart[]
  departments: ZonePart[]
  actions: string[]
}
export interface RightCell {
  right: string
  scope: string
}
export interface RoleRow {
  role: string
  zh: string | null
  en: string | null
  scope: string
  scopes: string[]
  rights: RightCell[]
}
export interface RightRow {
  right: string
  zh: string | null
  en: string | null
}
export interface RightMatrix {
  roles: RoleRow[]
  rights: RightRow[]
}
export interface JobKey {
  id: string
}
export interface SignIn {
  zone: string | null
  login: string
  password: string | null
  user_id: string | null
  user_version: number
  right_password: boolean
}
export interface SessionInfo {
  user_id: string | null
  login: string
  name: string
  must_change: boolean
  zone: ZoneChoice
  grants: Grant[]
  rights: string[]
  csrf: string
  expires: string
}
export interface PasswordChange {
  old_password: string | null
  new_password: string | null
  new_hash: string | null
  user_version: number
  right_password: boolean
}
export interface User {
  id: string
  login: string
  name: string
  state: string
  must_change: boolean
  grants: Grant[]
  created: string
  last_sign_in: string
  locked_until: string
  invite_expires: string
  version: number
  actions: string[]
}
export interface UserNew {
  login: string
  name: string
  grants: Grant[]
}
export interface UserChange {
  id: string
  name: string
  grants: Grant[]
  version: number
}
export interface UserKey {
  id: string
}
export interface UserVersion {
  id: string
  version: number
}
export interface UserInvitation {
  user: User
  invite_token: string | null
  invite_expires: string
}
export interface UserFind {
  q: string | null
  role: string
  state: string
  after: string | null
  limit: number
}
export interface UserPage {
  items: User[]
  total: number
  total_capped: boolean
  next: string | null
}
export interface UserSession {
  id: string
  created: string
  last_seen: string
  expires: string
  remote: string | null
  agent: string | null
  current: boolean
}
export interface UserSessions {
  items: UserSession[]
}
export interface UserSessionKey {
  id: string
  session_id: string | null
}
export interface InviteAccept {
  zone: string | null
  token: string | null
  password: string | null
  hash: string
}
export interface InviteAccepted {
  login: string
  name: string
}
export interface FirstUser {
  login: string
  name: string
}
export interface FirstPassword {
  user_id: string | null
  login: string
  password: string | null
}
export interface DemoUser {
  login: string
  name: string
  password: string | null
  role: string
  scope: string
  scope_id: string | null
}
export interface RegistryKey {
  id: string
}
export interface EnterpriseQuery {
  q: string | null
  area_id: string | null
  department_id: string | null
  flag: string | null
  list_id: string | null
  size_class: string | null
  kind: string
  relation: string | null
  state: string
  in_zone: boolean
  incomplete: boolean
  sort: string | null
  dir: string | null
  after: string | null
  limit: number
  format: string | null
}
export interface EnterpriseItem {
  id: string
  no: number
  name: string
  uscc: string | null
  kind: string
  state: string
  industry: string | null
  industry_name: string | null
  area_id: string | null
  area_name: string | null
  size_class: string | null
  in_zone: boolean
  above_scale: boolean
  high_tech: boolean
  resumed: boolean
  sample: boolean
  updated: string
  version: number
  name_key: string | null
}
export interface EnterprisePage {
  items: EnterpriseItem[]
  total: number
  total_capped: boolean
  next: string | null
}
export interface Identifier {
  kind: string
  value: string
  valid_from: string | null
  valid_to: string | null
  check_ok: boolean
  warning: string | null
  suggestion: string | null
}
export interface Relation {
  id: string
  kind: string
  since: string | null
  until: string | null
  note: string | null
  current: boolean
}
export interface EnterpriseFlag {
  id: string
  flag: string | null
  list_id: string | null
  list_name: string | null
  since: string | null
  until: string | null
  value: string
  current: boolean
}
export interface EnterpriseYear {
  year: number
  headcount: number | null
  revenue_fen: number | null
  assets_fen: number | null
  source: string | null
  version: number
}
export interface MergedRecord {
  id: string
  no: number
  name: string
  uscc: string | null
  updated: string
}
export interface Enterprise {
  id: string
  no: number
  name: string
  uscc: string | null
  kind: string
  state: string
  registered_on: string | null
  capital_text: string | null
  capital_fen: number | null
  legal_representative: string | null
  industry: string | null
  industry_name: string | null
  address: string | null
  area_id: string | null
  area_name: string | null
  department_id: string | null
  department_name: string | null
  scope_text: string | null
  contact_name: string | null
  contact_phone: string | null
  sample: boolean
  in_zone: boolean
  size_class: string | null
  size_group: string | null
  size_reason: string | null
  size_year: number | null
  merged_into: string | null
  merged_into_name: string | null
  identifiers: Identifier[]
  relations: Relation[]
  flags: EnterpriseFlag[]
  years: EnterpriseYear[]
  merged: MergedRecord[]
  worker_count: number
  attachment_count: number
  created: string
  updated: string
  version: number
  actions: string[]
}
export interface EnterpriseNew {
  name: string
  uscc: string | null
  reg15: string | null
  orgcode: string | null
  code_confirmed: boolean
  kind: string
  registered_on: string | null
  capital_text: string | null
  legal_representative: string | null
  industry: string | null
  address: string | null
  area_id: string | null
  department_id: string | null
  scope_text: string | null
  contact_name: string | null
  contact_phone: string | null
  registration_since: string | null
  tax_since: string | null
  statistics_since: string | null
  sample: boolean
}
export interface EnterpriseEdit {
  id: string
  version: number
  name: string
  kind: string
  state: string
  registered_on: string | null
  capital_text: string | null
  legal_representative: string | null
  industry: string | null
  address: string | null
  area_id: string | null
  department_id: string | null
  scope_text: string | null
  contact_name: string | null
  contact_phone: string | null
}
export interface EnterpriseMerge {
  id: string
  into_id: string | null
  reason: string | null
  version: number
}
export interface IdentifierNew {
  id: string
  kind: string
  value: string
  valid_from: string | null
  code_confirmed: boolean
}
export interface RelationNew {
  id: string
  kind: string
  since: string | null
  until: string | null
  note: string | null
}
export interface RelationEdit {
  id: string
  relation_id: string | null
  since: string | null
  until: string | null
  note: string | null
}
export interface FlagNew {
  id: string
  flag: string | null
  list_id: string | null
  since: string | null
  until: string | null
  value: string
}
export interface FlagEdit {
  id: string
  flag_id: string | null
  since: string | null
  until: string | null
  value: string
}
export interface YearPut {
  id: string
  year: number
  headcount: number | null
  revenue_fen: number | null
  assets_fen: number | null
  source: string | null
  version: number
}
export interface BaseList {
  id: string
  code: string
  name: string
  kind: string
  as_of: string | null
  frozen: boolean
  members: number
  version: number
  actions: string[]
}
export interface BaseListNew {
  code: string
  name: string
  kind: string
  as_of: string | null
}
export interface BaseListFreeze {
  id: string
  version: number
}
export interface BaseLists {
  items: BaseList[]
}
export interface IndustryChoice {
  code: string
  name: string
}
export interface IndustryChoices {
  items: IndustryChoice[]
}
export interface CodeQuery {
  kind: string
  value: string
}
export interface CodeAnswer {
  ok: boolean
  value: string
  reason: string | null
  suggestion: string | null
  enterprise_id: string | null
  enterprise_name: string | null
}
export interface Worker {
  id: string
  enterprise_id: string | null
  name: string
  id_kind: string | null
  id_masked: string | null
  birth: string | null
  household: string | null
  degree: string | null
  title: string
  hired_on: string | null
  left_on: string | null
  phone_masked: string | null
  updated: string
  version: number
  actions: string[]
}
export interface WorkerQuery {
  id: string
  q: string | null
  current: boolean
  after: string | null
  limit: number
}
export interface WorkerPage {
  items: Worker[]
  total: number
  total_capped: boolean
  next: string | null
}
export interface WorkerNew {
  id: string
  name: string
  id_kind: string | null
  id_number: string | null
  birth: string | null
  household: string | null
  degree: string | null
  title: string
  hired_on: string | null
  left_on: string | null
  phone: string | null
}
export interface WorkerEdit {
  id: string
  version: number
  name: string
  birth: string | null
  household: string | null
  degree: string | null
  title: string
  hired_on: string | null
  left_on: string | null
  phone: string | null
}
export interface WorkerReveal {
  id: string
  reason: string | null
}
export interface WorkerIdentity {
  id: string
  name: string
  id_number: string | null
  phone: string | null
}
export interface Attachment {
  id: string
  subject_kind: string | null
  subject_id: string | null
  name: string
  content_type: string | null
  size: number
  sha256: string | null
  created_by: string | null
  created: string
  actions: string[]
}
export interface Attachments {
  items: Attachment[]
}
export interface AttachmentKey {
  id: string
}
export interface AttachmentNew {
  id: string
  name: string
}
export interface CockpitValue {
  key: string | null
  label: string
  value: number
  base: number | null
  permille: number | null
  base_list: string | null
  base_as_of: string | null
  definition: string | null
  source: string | null
  drill: string
}
export interface CockpitCard {
  key: string | null
  title: string
  values: CockpitValue[]
}
export interface Cockpit {
  as_of: string | null
  cards: CockpitCard[]
}
export interface Todo {
  key: string | null
  label: string
  count: number
  link: string | null
}
export interface Home {
  todos: Todo[]
  must_change_password: boolean
}
export interface ImportColumn {
  index: number
  header: string | null
  field: string
  samples: string[]
}
export interface ImportTarget {
  field: string
  zh: string | null
  en: string | null
  example: string | null
  required: boolean
  checked: boolean
}
export interface Import {
  id: string
  kind: string
  file_name: string
  file_size: number
  format: string | null
  encoding: string | null
  state: string
  header_row: number
  columns: ImportColumn[]
  targets: ImportTarget[]
  rows: number
  created: number
  updated: number
  unchanged: number
  rejected: number
  quarantined: number
  warned: number
  quarantine_open: number
  job_id: string | null
  done: number
  total: number
  failure: string | null
  actor_name: string | null
  uploaded_at: string
  started_at: string
  finished_at: string
  version: number
  actions: string[]
  file_hash: string | null
  columns_json: string | null
  failure_msg: string | null
  failure_args: string | null
}
export interface ImportQuery {
  kind: string
  state: string
  after: string | null
  limit: number
}
export interface ImportPage {
  items: Import[]
  total: number
  total_capped: boolean
  next: string | null
}
export interface ImportNew {
  kind: string
  file_name: string
}
export interface ImportKey {
  id: string
}
export interface ImportChoice {
  index: number
  field: string
}
export interface ImportMapping {
  id: string
  version: number
  columns: ImportChoice[]
}
export interface ImportStart {
  id: string
  version: number
}
export interface ImportNote {
  column: number | null
  header: string | null
  severity: string
  message: string
}
export interface ImportRow {
  row: number
  result: string
  name: string
  code: string
  cells: string[]
  notes: ImportNote[]
}
export interface ImportPreview {
  id: string
  columns: ImportColumn[]
  rows: ImportRow[]
  judged: number
  created: number
  updated: number
  unchanged: number
  rejected: number
  quarantined: number
  warned: number
  whole: boolean
}
export interface ImportIssue {
  row: number
  column: number | null
  header: string | null
  severity: string
  message: string
}
export interface ImportIssueQuery {
  id: string
  severity: string
  after: string | null
  limit: number
}
export interface ImportIssuePage {
  items: ImportIssue[]
  total: number
  total_capped: boolean
  next: string | null
}
export interface ImportSheetQuery {
  id: string
  format: string | null
}
export interface QuarantineCell {
  column: number
  header: string | null
  field: string
  value: string
}
export interface QuarantineCandidate {
  enterprise_id: string | null
  name: string
  uscc: string | null
}
export interface QuarantineItem {
  id: string
  import_id: string | null
  file_name: string
  kind: string
  row: number
  name: string
  code: string
  cells: QuarantineCell[]
  reasons: ImportNote[]
  state: string
  enterprise_id: string | null
  enterprise_name: string | null
  decision: string | null
  decided_by: string | null
  decided_at: string
  candidates: QuarantineCandidate[]
  version: number
  actions: string[]
  cells_json: string | null
  reasons_json: string | null
  columns_json: string | null
}
export interface QuarantineQuery {
  import_id: string | null
  state: string
  after: string | null
  limit: number
}
export interface QuarantinePage {
  items: QuarantineItem[]
  total: number
  total_capped: boolean
  next: string | null
}
export interface ImportValue {
  field: string
  value: string
}
export interface QuarantineAccept {
  id: string
  version: number
  enterprise_id: string | null
  fields: ImportValue[]
}
export interface QuarantineDiscard {
  id: string
  version: number
  reason: string | null
}
