// Printed by `nuanqiao typescript`; a test compares.  Do not edit.
/* eslint-disable */

export const API_ROOT = '/api/v1'
export type Nothing = Record<string, never>
/** One bad field of a refusal; pointer is a JSON pointer into the input. */
export interface ProblemField { pointer: string; label: string; message: string; detail: string; example?: string }
/** Every refusal (application/problem+json). */
export interface Problem {
  type: string; title: string; status: number; code: string; message: string; detail: string; instance: string
  errors?: ProblemField[]
}
/** {name} in path is taken from the input; what is left of it is the query (GET, DELETE, uploads) or the JSON body.
 *  upload: the most bytes of the file that is the body.  download: the reply is a file.  idempotent: takes an
 *  Idempotency-Key. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'; readonly path: string
  readonly upload?: number; readonly download?: true; readonly idempotent?: true
}
export type Role = 'clerk' | 'assistant' | 'officer' | 'reviewer_first' | 'reviewer_second' | 'finance' | 'policy_editor' | 'dispatcher' | 'statistician' | 'captain' | 'leader' | 'auditor' | 'administrator'
export const Role_VALUES: readonly Role[] = ['clerk', 'assistant', 'officer', 'reviewer_first', 'reviewer_second', 'finance', 'policy_editor', 'dispatcher', 'statistician', 'captain', 'leader', 'auditor', 'administrator']
export type Scope = 'enterprise' | 'department' | 'area' | 'zone'
export const Scope_VALUES: readonly Scope[] = ['enterprise', 'department', 'area', 'zone']
export type Right = 'public' | 'signed_in' | 'enterprise_read' | 'enterprise_edit' | 'enterprise_merge' | 'enterprise_import' | 'enterprise_export' | 'worker_read' | 'worker_edit' | 'identity_reveal' | 'attachment_read' | 'attachment_edit' | 'claim_read' | 'claim_edit' | 'claim_review' | 'claim_first' | 'claim_second' | 'payee_read' | 'payee_edit' | 'payee_verify' | 'payee_reveal' | 'user_read' | 'user_admin' | 'audit_read' | 'payment_read' | 'payment_edit' | 'cockpit_read' | 'fund_read' | 'fund_edit' | 'policy_edit' | 'policy_publish' | 'match_read' | 'match_run' | 'zone_edit'
export const Right_VALUES: readonly Right[] = ['public', 'signed_in', 'enterprise_read', 'enterprise_edit', 'enterprise_merge', 'enterprise_import', 'enterprise_export', 'worker_read', 'worker_edit', 'identity_reveal', 'attachment_read', 'attachment_edit', 'claim_read', 'claim_edit', 'claim_review', 'claim_first', 'claim_second', 'payee_read', 'payee_edit', 'payee_verify', 'payee_reveal', 'user_read', 'user_admin', 'audit_read', 'payment_read', 'payment_edit', 'cockpit_read', 'fund_read', 'fund_edit', 'policy_edit', 'policy_publish', 'match_read', 'match_run', 'zone_edit']
export type AuditFault = 'missing' | 'hash' | 'payload_missing' | 'payload' | 'rows' | 'head' | 'head_unknown'
export const AuditFault_VALUES: readonly AuditFault[] = ['missing', 'hash', 'payload_missing', 'payload', 'rows', 'head', 'head_unknown']
export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
export const JobState_VALUES: readonly JobState[] = ['queued', 'running', 'done', 'failed', 'cancelled']
export type UserState = 'invited' | 'active' | 'disabled'
export const UserState_VALUES: readonly UserState[] = ['invited', 'active', 'disabled']
export type FlagKind = 'above_scale' | 'high_tech' | 'resumed' | 'specialised' | 'listed' | 'other'
export const FlagKind_VALUES: readonly FlagKind[] = ['above_scale', 'high_tech', 'resumed', 'specialised', 'listed', 'other']
export type SizeClass = 'large' | 'medium' | 'small' | 'micro' | 'unclassed'
export const SizeClass_VALUES: readonly SizeClass[] = ['large', 'medium', 'small', 'micro', 'unclassed']
export type EnterpriseKind = 'enterprise' | 'branch' | 'sole_trader' | 'other'
export const EnterpriseKind_VALUES: readonly EnterpriseKind[] = ['enterprise', 'branch', 'sole_trader', 'other']
export type RelationKind = 'registration' | 'tax' | 'statistics'
export const RelationKind_VALUES: readonly RelationKind[] = ['registration', 'tax', 'statistics']
export type EnterpriseState = 'active' | 'merged' | 'closed'
export const EnterpriseState_VALUES: readonly EnterpriseState[] = ['active', 'merged', 'closed']
export type EnterpriseSort = 'name' | 'no' | 'updated'
export const EnterpriseSort_VALUES: readonly EnterpriseSort[] = ['name', 'no', 'updated']
export type SortDirection = 'asc' | 'desc'
export const SortDirection_VALUES: readonly SortDirection[] = ['asc', 'desc']
export type FileFormat = 'xlsx' | 'csv'
export const FileFormat_VALUES: readonly FileFormat[] = ['xlsx', 'csv']
export type IdentifierKind = 'uscc' | 'reg15' | 'orgcode'
export const IdentifierKind_VALUES: readonly IdentifierKind[] = ['uscc', 'reg15', 'orgcode']
export type WorkerIdKind = 'citizen' | 'hmt_permit' | 'hmt_residence' | 'passport' | 'foreign_residence'
export const WorkerIdKind_VALUES: readonly WorkerIdKind[] = ['citizen', 'hmt_permit', 'hmt_residence', 'passport', 'foreign_residence']
export type Degree = 'below_college' | 'college' | 'bachelor' | 'master' | 'doctor'
export const Degree_VALUES: readonly Degree[] = ['below_college', 'college', 'bachelor', 'master', 'doctor']
export type Title = 'junior' | 'middle' | 'associate_senior' | 'full_senior' | 'technician' | 'senior_technician'
export const Title_VALUES: readonly Title[] = ['junior', 'middle', 'associate_senior', 'full_senior', 'technician', 'senior_technician']
export type BaseListKind = 'above_scale' | 'high_tech' | 'size_class' | 'resumption' | 'other'
export const BaseListKind_VALUES: readonly BaseListKind[] = ['above_scale', 'high_tech', 'size_class', 'resumption', 'other']
export type SubjectKind = 'enterprise' | 'claim'
export const SubjectKind_VALUES: readonly SubjectKind[] = ['enterprise', 'claim']
export type ImportKind = 'enterprise' | 'worker' | 'year'
export const ImportKind_VALUES: readonly ImportKind[] = ['enterprise', 'worker', 'year']
export type ImportFormat = 'csv' | 'xlsx'
export const ImportFormat_VALUES: readonly ImportFormat[] = ['csv', 'xlsx']
export type ImportEncoding = 'utf8' | 'utf8_bom' | 'gb18030'
export const ImportEncoding_VALUES: readonly ImportEncoding[] = ['utf8', 'utf8_bom', 'gb18030']
export type ImportState = 'uploaded' | 'mapped' | 'running' | 'done' | 'failed'
export const ImportState_VALUES: readonly ImportState[] = ['uploaded', 'mapped', 'running', 'done', 'failed']
export type ImportResult = 'created' | 'updated' | 'unchanged' | 'rejected' | 'quarantined'
export const ImportResult_VALUES: readonly ImportResult[] = ['created', 'updated', 'unchanged', 'rejected', 'quarantined']
export type ImportSeverity = 'warn' | 'reject' | 'quarantine'
export const ImportSeverity_VALUES: readonly ImportSeverity[] = ['warn', 'reject', 'quarantine']
export type QuarantineState = 'open' | 'accepted' | 'attached' | 'discarded'
export const QuarantineState_VALUES: readonly QuarantineState[] = ['open', 'accepted', 'attached', 'discarded']
export type PackState = 'installing' | 'installed'
export const PackState_VALUES: readonly PackState[] = ['installing', 'installed']
export type PotState = 'open' | 'closed'
export const PotState_VALUES: readonly PotState[] = ['open', 'closed']
export type BudgetKind = 'add' | 'cut'
export const BudgetKind_VALUES: readonly BudgetKind[] = ['add', 'cut']
export type FundKind = 'add' | 'cut' | 'reserve' | 'release' | 'commit' | 'uncommit' | 'pay' | 'unpay' | 'recover'
export const FundKind_VALUES: readonly FundKind[] = ['add', 'cut', 'reserve', 'release', 'commit', 'uncommit', 'pay', 'unpay', 'recover']
export type FundAccount = 'budget' | 'available' | 'reserved' | 'committed' | 'paid' | 'recovered'
export const FundAccount_VALUES: readonly FundAccount[] = ['budget', 'available', 'reserved', 'committed', 'paid', 'recovered']
export type LedgerFormat = 'xlsx' | 'csv'
export const LedgerFormat_VALUES: readonly LedgerFormat[] = ['xlsx', 'csv']
export type FundFault = 'gap' | 'kind' | 'sum' | 'legs' | 'seal' | 'negative' | 'running' | 'path' | 'balance' | 'budget' | 'subject' | 'key' | 'orphan'
export const FundFault_VALUES: readonly FundFault[] = ['gap', 'kind', 'sum', 'legs', 'seal', 'negative', 'running', 'path', 'balance', 'budget', 'subject', 'key', 'orphan']
export type FactType = 'boolean' | 'number' | 'string' | 'date'
export const FactType_VALUES: readonly FactType[] = ['boolean', 'number', 'string', 'date']
export type ItemKind = 'money' | 'service'
export const ItemKind_VALUES: readonly ItemKind[] = ['money', 'service']
export type ItemSubject = 'enterprise' | 'workers'
export const ItemSubject_VALUES: readonly ItemSubject[] = ['enterprise', 'workers']
export type ItemState = 'draft' | 'open' | 'closed'
export const ItemState_VALUES: readonly ItemState[] = ['draft', 'open', 'closed']
export type ReserveAt = 'submission' | 'approval'
export const ReserveAt_VALUES: readonly ReserveAt[] = ['submission', 'approval']
export type PaidTo = 'enterprise' | 'person'
export const PaidTo_VALUES: readonly PaidTo[] = ['enterprise', 'person']
export type FactSource = 'form' | 'registry'
export const FactSource_VALUES: readonly FactSource[] = ['form', 'registry']
export type ExcludeBy = 'person_day' | 'person' | 'enterprise' | 'number'
export const ExcludeBy_VALUES: readonly ExcludeBy[] = ['person_day', 'person', 'enterprise', 'number']
export type Verdict = 'entitled' | 'likely' | 'lacks' | 'not'
export const Verdict_VALUES: readonly Verdict[] = ['entitled', 'likely', 'lacks', 'not']
export type RuleState = 'draft' | 'tested' | 'reviewed' | 'published' | 'superseded'
export const RuleState_VALUES: readonly RuleState[] = ['draft', 'tested', 'reviewed', 'published', 'superseded']
export type MatchCause = 'person' | 'rule' | 'item' | 'import' | 'pack' | 'day'
export const MatchCause_VALUES: readonly MatchCause[] = ['person', 'rule', 'item', 'import', 'pack', 'day']
export type MatchVerdict = 'entitled' | 'likely' | 'lacks' | 'not' | 'failed'
export const MatchVerdict_VALUES: readonly MatchVerdict[] = ['entitled', 'likely', 'lacks', 'not', 'failed']
export type ClaimState = 'draft' | 'submitted' | 'supplement' | 'first_review' | 'second_review' | 'approved' | 'noticed' | 'payable' | 'in_batch' | 'paid' | 'pay_failed' | 'rejected' | 'withdrawn'
export const ClaimState_VALUES: readonly ClaimState[] = ['draft', 'submitted', 'supplement', 'first_review', 'second_review', 'approved', 'noticed', 'payable', 'in_batch', 'paid', 'pay_failed', 'rejected', 'withdrawn']
export type ClaimQueue = 'first' | 'second' | 'applicant' | 'finance'
export const ClaimQueue_VALUES: readonly ClaimQueue[] = ['first', 'second', 'applicant', 'finance']
export type ClaimAct = 'create' | 'edit' | 'submit' | 'take' | 'ask' | 'resubmit' | 'pass' | 'approve' | 'reject' | 'withdraw' | 'notice' | 'release' | 'batch' | 'unbatch' | 'pay' | 'pay_fail' | 'correct'
export const ClaimAct_VALUES: readonly ClaimAct[] = ['create', 'edit', 'submit', 'take', 'ask', 'resubmit', 'pass', 'approve', 'reject', 'withdraw', 'notice', 'release', 'batch', 'unbatch', 'pay', 'pay_fail', 'correct']
export type ClaimDecision = 'pass' | 'approve' | 'reject'
export const ClaimDecision_VALUES: readonly ClaimDecision[] = ['pass', 'approve', 'reject']
export type PayeeState = 'entered' | 'verified' | 'refused' | 'replaced'
export const PayeeState_VALUES: readonly PayeeState[] = ['entered', 'verified', 'refused', 'replaced']
export type PaymentState = 'made' | 'released' | 'settled' | 'cancelled'
export const PaymentState_VALUES: readonly PaymentState[] = ['made', 'released', 'settled', 'cancelled']
export type PaymentLineState = 'waiting' | 'paid' | 'failed' | 'returned' | 'cancelled'
export const PaymentLineState_VALUES: readonly PaymentLineState[] = ['waiting', 'paid', 'failed', 'returned', 'cancelled']
export type PaymentFormat = 'xlsx' | 'csv' | 'pain001'
export const PaymentFormat_VALUES: readonly PaymentFormat[] = ['xlsx', 'csv', 'pain001']
export interface Health {
  status: string
  zones: number
  queued_reads: number
  queued_writes: number
}
export interface ZoneChoices {
  items: ZoneChoice[]
}
export interface ZoneChoice {
  id: string
  code: string
  name_zh: string
  name_en: string
  utc_offset_minutes: number
  demo: boolean
}
export interface ZonePage {
  zone: Zone
  areas: ZonePart[]
  departments: ZonePart[]
  actions: string[]
}
export interface Zone {
  id: string
  /** 代码 / code */
  code: string
  /** 中文名称 / Chinese name */
  name_zh: string
  /** 英文名称 / English name */
  name_en: string
  utc_offset_minutes: number
  /** 演示 / demo */
  demo: boolean
  version: number
  created: string
}
export interface ZonePart {
  id: string
  /** 代码 / code */
  code: string
  /** 中文名称 / Chinese name */
  name_zh: string
  /** 英文名称 / English name */
  name_en: string
}
export interface ZoneChange {
  /** 中文名称 / Chinese name */
  name_zh: string
  /** 英文名称 / English name */
  name_en: string
  version: number
}
export interface ZonePartNew {
  /** 代码 / code */
  code: string
  /** 中文名称 / Chinese name */
  name_zh: string
  /** 英文名称 / English name */
  name_en: string
}
export interface ZonePartChange {
  id: string
  /** 中文名称 / Chinese name */
  name_zh: string
  /** 英文名称 / English name */
  name_en: string
}
export interface RightMatrix {
  roles: RoleRow[]
  rights: RightRow[]
}
export interface RoleRow {
  role: Role
  zh: string
  en: string
  scope: Scope
  scopes: string[]
  rights: RightCell[]
}
export interface RightCell {
  right: Right
  scope: Scope
}
export interface RightRow {
  right: Right
  zh: string
  en: string
}
export interface AuditFind {
  /** 对象类型 / kind */
  subject_kind?: string | null
  /** 对象编号 / id */
  subject_id?: string | null
  /** 操作人 / who */
  actor?: string | null
  /** 操作 / action */
  action?: string | null
  /** 起 / from */
  from?: string | null
  /** 止 / to */
  to?: string | null
  after?: number | null
  limit?: number | null
}
export interface AuditPage {
  items: AuditLine[]
  total: number
  total_capped: boolean
  next: number | null
}
export interface AuditLine {
  /** 序号 / number */
  seq: number
  /** 时间 / time */
  at: string
  actor_id: string
  /** 操作人 / who */
  actor_name: string | null
  /** 来源 / from where */
  remote: string | null
  /** 操作 / action */
  action: string
  /** 对象类型 / kind */
  subject_kind: string
  /** 对象编号 / id */
  subject_id: string
  /** 对象 / subject */
  subject_name: string | null
  /** 变更前 / before */
  before: string | null
  /** 变更后 / after */
  after: string | null
  /** 已销毁 / erased */
  erased: boolean
  /** 哈希 / hash */
  hash: string
}
export interface AuditHead {
  /** 序号 / number */
  seq: number
  /** 链头 / head */
  hash: string | null
}
export interface AuditVerify {
  from?: number | null
  limit?: number | null
  /** 链头 / head */
  head?: string | null
}
export interface AuditVerdict {
  sound: boolean
  fault: AuditFault | null
  broken_seq: number
  /** 对象 / subject */
  subject: string | null
  checked_from: number
  checked_to: number
  head_seq: number
  head_hash: string | null
  next: number | null
  head_met: boolean
}
export interface AuditErase {
  /** 序号 / number */
  seq: number
  /** 理由 / reason */
  reason: string
}
export interface JobKey {
  id: string
}
export interface Job {
  id: string
  /** 类型 / kind */
  kind: string
  subject_id: string
  actor_id: string
  /** 发起人 / started by */
  actor_name: string
  /** 状态 / state */
  state: JobState
  /** 已处理 / done */
  done: number
  /** 总数 / total */
  total: number
  /** 失败原因 / failure */
  failure: string | null
  /** 提交时间 / created */
  created: string
  /** 开始时间 / started */
  started: string | null
  /** 结束时间 / finished */
  finished: string | null
}
export interface SessionInfo {
  user_id: string
  login: string
  name: string
  must_change: boolean
  zone: ZoneChoice
  grants: Grant[]
  rights: string[]
  csrf: string
  expires: string
}
export interface Grant {
  /** 角色 / role */
  role: Role
  /** 范围 / scope */
  scope: Scope | null
  /** 范围对象 / bound to */
  scope_id: string | null
  /** 范围名称 / name of the bound */
  scope_name: string | null
}
export interface GrantInput {
  /** 角色 / role */
  role: Role
  /** 范围 / scope */
  scope?: Scope | null
  /** 范围对象 / bound to */
  scope_id?: string | null
  /** 范围名称 / name of the bound */
  scope_name?: string | null
}
export interface SignIn {
  /** 园区 / zone */
  zone: string
  /** 账号 / login */
  login: string
  /** 密码 / password */
  password: string
}
export interface PasswordChange {
  /** 原密码 / old password */
  old_password: string
  /** 新密码 / new password */
  new_password: string
}
export interface InviteAccept {
  /** 园区 / zone */
  zone: string
  /** 邀请码 / invitation */
  token: string
  /** 密码 / password */
  password: string
}
export interface InviteAccepted {
  login: string
  name: string
}
export interface UserFind {
  /** 账号或姓名 / login or name */
  q?: string | null
  /** 角色 / role */
  role?: Role | null
  /** 状态 / state */
  state?: UserState | null
  after?: string | null
  limit?: number | null
}
export interface UserPage {
  items: User[]
  total: number
  total_capped: boolean
  next: string | null
}
export interface User {
  id: string
  /** 账号 / login */
  login: string
  /** 姓名 / name */
  name: string
  /** 状态 / state */
  state: UserState
  /** 须改密码 / must change password */
  must_change: boolean
  /** 角色 / roles */
  grants: Grant[]
  /** 建立时间 / created */
  created: string
  /** 最近登录 / last sign-in */
  last_sign_in: string | null
  /** 锁定至 / locked until */
  locked_until: string | null
  /** 邀请有效期 / invitation expires */
  invite_expires: string | null
  /** 版本 / version */
  version: number
  actions: string[]
}
export interface UserNew {
  /** 账号 / login */
  login: string
  /** 姓名 / name */
  name: string
  /** 角色 / roles */
  grants: GrantInput[]
}
export interface UserInvitation {
  user: User
  invite_token: string
  invite_expires: string
}
export interface UserKey {
  id: string
}
export interface UserChange {
  id: string
  /** 姓名 / name */
  name: string
  /** 角色 / roles */
  grants: GrantInput[]
  /** 版本 / version */
  version: number
}
export interface UserVersion {
  id: string
  /** 版本 / version */
  version: number
}
export interface UserSessions {
  items: UserSession[]
}
export interface UserSession {
  id: string
  created: string
  last_seen: string
  expires: string
  remote: string
  agent: string
  current: boolean
}
export interface UserSessionKey {
  id: string
  session_id: string
}
export interface EnterpriseQuery {
  /** 搜索 / Search */
  q?: string | null
  /** 片区 / Area */
  area_id?: string | null
  /** 主管部门 / Department in charge */
  department_id?: string | null
  /** 标识 / Flag */
  flag?: FlagKind | null
  /** 基数名单 / Base list */
  list_id?: string | null
  /** 规模 / Size class */
  size_class?: SizeClass | null
  /** 主体类型 / Kind */
  kind?: EnterpriseKind | null
  /** 与园区的关系 / Relation */
  relation?: RelationKind | null
  /** 状态 / State */
  state?: EnterpriseState | null
  /** 在园区 / In the zone */
  in_zone?: boolean | null
  /** 资料不全 / Incomplete */
  incomplete?: boolean | null
  /** 资料完整 / Complete */
  complete?: boolean | null
  /** 排序 / Sort */
  sort?: EnterpriseSort | null
  /** 次序 / Direction */
  dir?: SortDirection | null
  /** 翻页位置 / Cursor */
  after?: string | null
  /** 每页条数 / Page size */
  limit?: number | null
}
export interface EnterprisePage {
  /** 企业 / Enterprises */
  items: EnterpriseItem[]
  /** 总数 / Total */
  total: number
  /** 总数封顶 / Total capped */
  total_capped: boolean
  /** 下一页 / Next page */
  next: string | null
}
export interface EnterpriseItem {
  /** 标识 / Id */
  id: string
  /** 编号 / Number */
  no: number
  /** 企业名称 / Enterprise name */
  name: string
  /** 统一社会信用代码 / Unified social credit code */
  uscc: string | null
  /** 主体类型 / Kind */
  kind: EnterpriseKind
  /** 状态 / State */
  state: EnterpriseState
  /** 行业代码 / Industry code */
  industry: string | null
  /** 行业 / Industry */
  industry_name: string | null
  /** 片区 / Area */
  area_id: string | null
  /** 片区名称 / Area name */
  area_name: string | null
  /** 规模 / Size class */
  size_class: SizeClass
  /** 在园区 / In the zone */
  in_zone: boolean
  /** 规上 / Above scale */
  above_scale: boolean
  /** 高新技术 / High-tech */
  high_tech: boolean
  /** 已复工 / Back at work */
  resumed: boolean
  /** 示例数据 / Sample data */
  sample: boolean
  /** 更新时间 / Updated */
  updated: string
  /** 版本 / Version */
  version: number
}
export interface EnterpriseExport {
  /** 搜索 / Search */
  q?: string | null
  /** 片区 / Area */
  area_id?: string | null
  /** 主管部门 / Department in charge */
  department_id?: string | null
  /** 标识 / Flag */
  flag?: FlagKind | null
  /** 基数名单 / Base list */
  list_id?: string | null
  /** 规模 / Size class */
  size_class?: SizeClass | null
  /** 主体类型 / Kind */
  kind?: EnterpriseKind | null
  /** 与园区的关系 / Relation */
  relation?: RelationKind | null
  /** 状态 / State */
  state?: EnterpriseState | null
  /** 在园区 / In the zone */
  in_zone?: boolean | null
  /** 资料不全 / Incomplete */
  incomplete?: boolean | null
  /** 资料完整 / Complete */
  complete?: boolean | null
  /** 格式 / Format */
  format?: FileFormat | null
}
export interface EnterpriseNew {
  /** 企业名称 / Enterprise name */
  name: string
  /** 统一社会信用代码 / Unified social credit code */
  uscc?: string | null
  /** 注册号 / Registration number */
  reg15?: string | null
  /** 组织机构代码 / Organisation code */
  orgcode?: string | null
  /** 已核对证照 / Checked against the certificate */
  code_confirmed?: boolean | null
  /** 主体类型 / Kind */
  kind?: EnterpriseKind | null
  /** 注册日期 / Registered on */
  registered_on?: string | null
  /** 注册资金 / Registered capital */
  capital_text?: string | null
  /** 法人代表 / Legal representative */
  legal_representative?: string | null
  /** 行业代码 / Industry code */
  industry?: string | null
  /** 注册地址 / Registered address */
  address?: string | null
  /** 片区 / Area */
  area_id?: string | null
  /** 主管部门 / Department in charge */
  department_id?: string | null
  /** 经营范围 / Business scope */
  scope_text?: string | null
  /** 联系人 / Contact */
  contact_name?: string | null
  /** 联系电话 / Contact phone */
  contact_phone?: string | null
  /** 注册关系起 / Registered here since */
  registration_since?: string | null
  /** 纳税关系起 / Taxed here since */
  tax_since?: string | null
  /** 统计关系起 / Counted here since */
  statistics_since?: string | null
  /** 示例数据 / Sample data */
  sample?: boolean | null
}
export interface Enterprise {
  /** 标识 / Id */
  id: string
  /** 编号 / Number */
  no: number
  /** 企业名称 / Enterprise name */
  name: string
  /** 统一社会信用代码 / Unified social credit code */
  uscc: string | null
  /** 主体类型 / Kind */
  kind: EnterpriseKind
  /** 状态 / State */
  state: EnterpriseState
  /** 注册日期 / Registered on */
  registered_on: string | null
  /** 注册资金 / Registered capital */
  capital_text: string | null
  /** 注册资金（分） / Registered capital in fen */
  capital_fen: number | null
  /** 法人代表 / Legal representative */
  legal_representative: string | null
  /** 行业代码 / Industry code */
  industry: string | null
  /** 行业 / Industry */
  industry_name: string | null
  /** 注册地址 / Registered address */
  address: string | null
  /** 片区 / Area */
  area_id: string | null
  /** 片区名称 / Area name */
  area_name: string | null
  /** 主管部门 / Department in charge */
  department_id: string | null
  /** 主管部门名称 / Name of the department */
  department_name: string | null
  /** 经营范围 / Business scope */
  scope_text: string | null
  /** 联系人 / Contact */
  contact_name: string | null
  /** 联系电话 / Contact phone */
  contact_phone: string | null
  /** 示例数据 / Sample data */
  sample: boolean
  /** 在园区 / In the zone */
  in_zone: boolean
  /** 规模 / Size class */
  size_class: SizeClass
  /** 适用的行业组 / Industry group of the rule */
  size_group: string | null
  /** 划型依据 / Why this size class */
  size_reason: string | null
  /** 划型年度 / Year of the figures */
  size_year: number | null
  /** 合并到 / Merged into */
  merged_into: string | null
  /** 合并到的企业 / Name of the one merged into */
  merged_into_name: string | null
  /** 代码 / Codes */
  identifiers: Identifier[]
  /** 关系 / Relations */
  relations: Relation[]
  /** 标识 / Flags */
  flags: EnterpriseFlag[]
  /** 年度数据 / Years */
  years: EnterpriseYear[]
  /** 并入的记录 / Merged records */
  merged: MergedRecord[]
  /** 员工数 / Workers */
  worker_count: number
  /** 附件数 / Attachments */
  attachment_count: number
  /** 建立时间 / Created */
  created: string
  /** 更新时间 / Updated */
  updated: string
  /** 版本 / Version */
  version: number
  /** 可做的事 / Actions */
  actions: string[]
}
export interface Identifier {
  /** 代码类型 / Kind of code */
  kind: IdentifierKind
  /** 代码 / Code */
  value: string
  /** 起始日期 / Since */
  valid_from: string | null
  /** 截止日期 / Until */
  valid_to: string | null
  /** 校验通过 / Check digit right */
  check_ok: boolean
  /** 提示 / Warning */
  warning: string | null
  /** 可能应为 / Probably */
  suggestion: string | null
}
export interface Relation {
  /** 标识 / Id */
  id: string
  /** 关系 / Relation */
  kind: RelationKind
  /** 起始日期 / Since */
  since: string
  /** 截止日期 / Until */
  until: string | null
  /** 备注 / Note */
  note: string | null
  /** 当前有效 / Current */
  current: boolean
}
export interface EnterpriseFlag {
  /** 标识 / Id */
  id: string
  /** 标识 / Flag */
  flag: FlagKind
  /** 基数名单 / Base list */
  list_id: string | null
  /** 名单名称 / Name of the list */
  list_name: string | null
  /** 起始日期 / Since */
  since: string
  /** 截止日期 / Until */
  until: string | null
  /** 说明 / Value */
  value: string | null
  /** 当前有效 / Current */
  current: boolean
}
export interface EnterpriseYear {
  /** 年度 / Year */
  year: number
  /** 员工人数 / Headcount */
  headcount: number | null
  /** 营业收入 / Revenue */
  revenue_fen: number | null
  /** 资产总额 / Total assets */
  assets_fen: number | null
  /** 数据来源 / Source */
  source: string | null
  /** 版本 / Version */
  version: number
}
export interface MergedRecord {
  /** 标识 / Id */
  id: string
  /** 编号 / Number */
  no: number
  /** 企业名称 / Enterprise name */
  name: string
  /** 统一社会信用代码 / Unified social credit code */
  uscc: string | null
  /** 合并时间 / Merged at */
  updated: string
}
export interface RegistryKey {
  /** 标识 / Id */
  id: string
}
export interface EnterpriseEdit {
  /** 标识 / Id */
  id: string
  /** 版本 / Version */
  version: number
  /** 企业名称 / Enterprise name */
  name: string
  /** 主体类型 / Kind */
  kind: EnterpriseKind
  /** 状态 / State */
  state?: EnterpriseState | null
  /** 注册日期 / Registered on */
  registered_on?: string | null
  /** 注册资金 / Registered capital */
  capital_text?: string | null
  /** 法人代表 / Legal representative */
  legal_representative?: string | null
  /** 行业代码 / Industry code */
  industry?: string | null
  /** 注册地址 / Registered address */
  address?: string | null
  /** 片区 / Area */
  area_id?: string | null
  /** 主管部门 / Department in charge */
  department_id?: string | null
  /** 经营范围 / Business scope */
  scope_text?: string | null
  /** 联系人 / Contact */
  contact_name?: string | null
  /** 联系电话 / Contact phone */
  contact_phone?: string | null
}
export interface EnterpriseMerge {
  /** 标识 / Id */
  id: string
  /** 并入的企业 / Merge into */
  into_id: string
  /** 理由 / Reason */
  reason: string
  /** 版本 / Version */
  version: number
}
export interface IdentifierNew {
  /** 企业 / Enterprise */
  id: string
  /** 代码类型 / Kind of code */
  kind: IdentifierKind
  /** 代码 / Code */
  value: string
  /** 起始日期 / Since */
  valid_from?: string | null
  /** 已核对证照 / Checked against the certificate */
  code_confirmed?: boolean | null
}
export interface RelationNew {
  /** 企业 / Enterprise */
  id: string
  /** 关系 / Relation */
  kind: RelationKind
  /** 起始日期 / Since */
  since: string
  /** 截止日期 / Until */
  until?: string | null
  /** 备注 / Note */
  note?: string | null
}
export interface RelationEdit {
  /** 企业 / Enterprise */
  id: string
  /** 标识 / Id */
  relation_id: string
  /** 起始日期 / Since */
  since: string
  /** 截止日期 / Until */
  until?: string | null
  /** 备注 / Note */
  note?: string | null
}
export interface FlagNew {
  /** 企业 / Enterprise */
  id: string
  /** 标识 / Flag */
  flag: FlagKind
  /** 基数名单 / Base list */
  list_id?: string | null
  /** 起始日期 / Since */
  since: string
  /** 截止日期 / Until */
  until?: string | null
  /** 说明 / Value */
  value?: string | null
}
export interface FlagEdit {
  /** 企业 / Enterprise */
  id: string
  /** 标识 / Id */
  flag_id: string
  /** 起始日期 / Since */
  since: string
  /** 截止日期 / Until */
  until?: string | null
  /** 说明 / Value */
  value?: string | null
}
export interface YearPut {
  /** 企业 / Enterprise */
  id: string
  /** 年度 / Year */
  year: number
  /** 员工人数 / Headcount */
  headcount?: number | null
  /** 营业收入 / Revenue */
  revenue_fen?: number | null
  /** 资产总额 / Total assets */
  assets_fen?: number | null
  /** 数据来源 / Source */
  source?: string | null
  /** 版本 / Version */
  version?: number | null
}
export interface WorkerQuery {
  /** 企业 / Enterprise */
  id: string
  /** 搜索 / Search */
  q?: string | null
  /** 只看在职 / Only those still employed */
  current?: boolean | null
  /** 翻页位置 / Cursor */
  after?: string | null
  /** 每页条数 / Page size */
  limit?: number | null
}
export interface WorkerPage {
  /** 员工 / Workers */
  items: Worker[]
  /** 总数 / Total */
  total: number
  /** 总数封顶 / Total capped */
  total_capped: boolean
  /** 下一页 / Next page */
  next: string | null
}
export interface Worker {
  /** 标识 / Id */
  id: string
  /** 企业 / Enterprise */
  enterprise_id: string
  /** 姓名 / Name */
  name: string
  /** 证件类型 / Kind of identity document */
  id_kind: WorkerIdKind
  /** 证件号码（隐去） / Identity number, masked */
  id_masked: string
  /** 出生日期 / Born on */
  birth: string | null
  /** 户籍地代码 / Household division */
  household: string | null
  /** 学历 / Degree */
  degree: Degree | null
  /** 职称 / Title */
  title: Title | null
  /** 入职日期 / Hired on */
  hired_on: string | null
  /** 离职日期 / Left on */
  left_on: string | null
  /** 手机号码（隐去） / Mobile number, masked */
  phone_masked: string | null
  /** 更新时间 / Updated */
  updated: string
  /** 版本 / Version */
  version: number
  /** 可做的事 / Actions */
  actions: string[]
}
export interface WorkerNew {
  /** 企业 / Enterprise */
  id: string
  /** 姓名 / Name */
  name: string
  /** 证件类型 / Kind of identity document */
  id_kind?: WorkerIdKind | null
  /** 证件号码 / Identity number */
  id_number: string
  /** 出生日期 / Born on */
  birth?: string | null
  /** 户籍地代码 / Household division */
  household?: string | null
  /** 学历 / Degree */
  degree?: Degree | null
  /** 职称 / Title */
  title?: Title | null
  /** 入职日期 / Hired on */
  hired_on?: string | null
  /** 离职日期 / Left on */
  left_on?: string | null
  /** 手机号码 / Mobile number */
  phone?: string | null
}
export interface WorkerEdit {
  /** 标识 / Id */
  id: string
  /** 版本 / Version */
  version: number
  /** 姓名 / Name */
  name: string
  /** 出生日期 / Born on */
  birth?: string | null
  /** 户籍地代码 / Household division */
  household?: string | null
  /** 学历 / Degree */
  degree?: Degree | null
  /** 职称 / Title */
  title?: Title | null
  /** 入职日期 / Hired on */
  hired_on?: string | null
  /** 离职日期 / Left on */
  left_on?: string | null
  /** 手机号码 / Mobile number */
  phone?: string | null
}
export interface WorkerReveal {
  /** 标识 / Id */
  id: string
  /** 理由 / Reason */
  reason: string
}
export interface WorkerIdentity {
  /** 标识 / Id */
  id: string
  /** 姓名 / Name */
  name: string
  /** 证件号码 / Identity number */
  id_number: string
  /** 手机号码 / Mobile number */
  phone: string | null
}
export interface BaseLists {
  /** 名单 / Lists */
  items: BaseList[]
}
export interface BaseList {
  /** 标识 / Id */
  id: string
  /** 名单代码 / Code */
  code: string
  /** 名单名称 / Name */
  name: string
  /** 名单类型 / Kind of list */
  kind: BaseListKind
  /** 基准日 / As of */
  as_of: string
  /** 已冻结 / Frozen */
  frozen: boolean
  /** 企业数 / Members */
  members: number
  /** 版本 / Version */
  version: number
  /** 可做的事 / Actions */
  actions: string[]
}
export interface BaseListNew {
  /** 名单代码 / Code */
  code: string
  /** 名单名称 / Name */
  name: string
  /** 名单类型 / Kind of list */
  kind: BaseListKind
  /** 基准日 / As of */
  as_of: string
}
export interface BaseListFreeze {
  /** 标识 / Id */
  id: string
  /** 版本 / Version */
  version: number
}
export interface IndustryChoices {
  /** 行业 / Industries */
  items: IndustryChoice[]
}
export interface IndustryChoice {
  /** 行业代码 / Code */
  code: string
  /** 行业 / Industry */
  name: string
}
export interface CodeQuery {
  /** 代码类型 / Kind of code */
  kind: IdentifierKind
  /** 代码 / Code */
  value: string
}
export interface CodeAnswer {
  /** 正确 / Right */
  ok: boolean
  /** 代码 / Code */
  value: string
  /** 原因 / Reason */
  reason: string | null
  /** 可能应为 / Probably */
  suggestion: string | null
  /** 已登记于 / Enterprise that has it */
  enterprise_id: string | null
  /** 已登记企业 / Its name */
  enterprise_name: string | null
}
export interface AttachmentKey {
  /** 标识 / Id */
  id: string
}
export interface Attachments {
  /** 附件 / Attachments */
  items: Attachment[]
}
export interface Attachment {
  /** 标识 / Id */
  id: string
  /** 所属类型 / Kind of subject */
  subject_kind: SubjectKind
  /** 所属 / Subject */
  subject_id: string
  /** 材料类型 / Kind of file */
  kind: string | null
  /** 文件名 / File name */
  name: string
  /** 文件类型 / Content type */
  content_type: string
  /** 字节数 / Bytes */
  size: number
  /** SHA-256 / SHA-256 */
  sha256: string
  /** 上传人 / Uploaded by */
  created_by: string
  /** 上传时间 / Uploaded */
  created: string
  /** 可做的事 / Actions */
  actions: string[]
}
export interface AttachmentNew {
  /** 所属 / Subject */
  id: string
  /** 材料类型 / Kind of file */
  kind?: string | null
  /** 文件名 / File name */
  name: string
}
export interface ImportNew {
  /** 内容 / Contents */
  kind: ImportKind
  /** 文件名 / File name */
  file_name: string
}
export interface Import {
  /** 标识 / Id */
  id: string
  /** 内容 / Contents */
  kind: ImportKind
  /** 文件名 / File name */
  file_name: string
  /** 字节数 / Bytes */
  file_size: number
  /** 格式 / Format */
  format: ImportFormat
  /** 编码 / Encoding */
  encoding: ImportEncoding
  /** 状态 / State */
  state: ImportState
  /** 表头所在行 / Row of the headings */
  header_row: number
  /** 行数 / Rows */
  rows: number
  /** 新增 / Created */
  created: number
  /** 更新 / Updated */
  updated: number
  /** 未变 / Unchanged */
  unchanged: number
  /** 退回 / Rejected */
  rejected: number
  /** 待核 / Quarantined */
  quarantined: number
  /** 有提醒 / With remarks */
  warned: number
  /** 待处理 / Still open */
  quarantine_open: number
  /** 任务 / Job */
  job_id: string | null
  /** 已读行数 / Rows read */
  done: number
  /** 总行数（估计） / Rows in all, estimated */
  total: number
  /** 中断原因 / Why it broke off */
  failure: string | null
  /** 导入人 / Imported by */
  actor_name: string | null
  /** 上传时间 / Uploaded */
  uploaded_at: string
  /** 开始时间 / Started */
  started_at: string | null
  /** 完成时间 / Finished */
  finished_at: string | null
  /** 版本 / Version */
  version: number
  /** 可做的事 / Actions */
  actions: string[]
  /** 列 / Columns */
  columns: ImportColumn[]
  /** 可对应的字段 / Fields to match */
  targets: ImportTarget[]
}
export interface ImportColumn {
  /** 列 / Column */
  index: number
  /** 表头 / Heading */
  header: string | null
  /** 字段 / Field */
  field: string | null
  /** 样例 / Samples */
  samples: string[]
}
export interface ImportTarget {
  /** 字段 / Field */
  field: string
  /** 中文名 / Chinese name */
  zh: string
  /** 英文名 / English name */
  en: string
  /** 示例 / Example */
  example: string | null
  /** 必需 / Required */
  required: boolean
  /** 只用于核对 / For checking only */
  checked: boolean
}
export interface ImportQuery {
  /** 内容 / Contents */
  kind?: ImportKind | null
  /** 状态 / State */
  state?: ImportState | null
  /** 翻页位置 / Cursor */
  after?: string | null
  /** 每页条数 / Page size */
  limit?: number | null
}
export interface ImportPage {
  /** 导入 / Imports */
  items: ImportItem[]
  /** 总数 / Total */
  total: number
  /** 总数不止于此 / There are more */
  total_capped: boolean
  /** 下一页 / Next page */
  next: string | null
}
export interface ImportItem {
  /** 标识 / Id */
  id: string
  /** 内容 / Contents */
  kind: ImportKind
  /** 文件名 / File name */
  file_name: string
  /** 字节数 / Bytes */
  file_size: number
  /** 格式 / Format */
  format: ImportFormat
  /** 编码 / Encoding */
  encoding: ImportEncoding
  /** 状态 / State */
  state: ImportState
  /** 表头所在行 / Row of the headings */
  header_row: number
  /** 行数 / Rows */
  rows: number
  /** 新增 / Created */
  created: number
  /** 更新 / Updated */
  updated: number
  /** 未变 / Unchanged */
  unchanged: number
  /** 退回 / Rejected */
  rejected: number
  /** 待核 / Quarantined */
  quarantined: number
  /** 有提醒 / With remarks */
  warned: number
  /** 待处理 / Still open */
  quarantine_open: number
  /** 任务 / Job */
  job_id: string | null
  /** 已读行数 / Rows read */
  done: number
  /** 总行数（估计） / Rows in all, estimated */
  total: number
  /** 中断原因 / Why it broke off */
  failure: string | null
  /** 导入人 / Imported by */
  actor_name: string | null
  /** 上传时间 / Uploaded */
  uploaded_at: string
  /** 开始时间 / Started */
  started_at: string | null
  /** 完成时间 / Finished */
  finished_at: string | null
  /** 版本 / Version */
  version: number
  /** 可做的事 / Actions */
  actions: string[]
}
export interface ImportKey {
  /** 标识 / Id */
  id: string
}
export interface ImportMapping {
  /** 标识 / Id */
  id: string
  /** 版本 / Version */
  version: number
  /** 列 / Columns */
  columns: ImportChoice[]
}
export interface ImportChoice {
  /** 列 / Column */
  index: number
  /** 字段 / Field */
  field?: string | null
}
export interface ImportPreview {
  /** 标识 / Id */
  id: string
  /** 列 / Columns */
  columns: ImportColumn[]
  /** 前几行 / The first rows */
  rows: ImportRow[]
  /** 已判断行数 / Rows judged */
  judged: number
  /** 新增 / Created */
  created: number
  /** 更新 / Updated */
  updated: number
  /** 未变 / Unchanged */
  unchanged: number
  /** 退回 / Rejected */
  rejected: number
  /** 待核 / Quarantined */
  quarantined: number
  /** 有提醒 / With remarks */
  warned: number
  /** 已是全部行 / These are all rows */
  whole: boolean
}
export interface ImportRow {
  /** 行 / Row */
  row: number
  /** 结果 / Result */
  result: ImportResult
  /** 名称 / Name */
  name: string | null
  /** 代码 / Code */
  code: string | null
  /** 各格 / Cells */
  cells: string[]
  /** 说明 / Notes */
  notes: ImportNote[]
}
export interface ImportNote {
  /** 列 / Column */
  column: number | null
  /** 表头 / Heading */
  header: string | null
  /** 程度 / Severity */
  severity: ImportSeverity
  /** 说明 / Message */
  message: string
}
export interface ImportStart {
  /** 标识 / Id */
  id: string
  /** 版本 / Version */
  version: number
}
export interface ImportIssueQuery {
  /** 标识 / Id */
  id: string
  /** 程度 / Severity */
  severity?: ImportSeverity | null
  /** 翻页位置 / Cursor */
  after?: string | null
  /** 每页条数 / Page size */
  limit?: number | null
}
export interface ImportIssuePage {
  /** 说明 / Remarks */
  items: ImportIssue[]
  /** 总数 / Total */
  total: number
  /** 总数不止于此 / There are more */
  total_capped: boolean
  /** 下一页 / Next page */
  next: string | null
}
export interface ImportIssue {
  /** 行 / Row */
  row: number
  /** 列 / Column */
  column: number | null
  /** 表头 / Heading */
  header: string | null
  /** 程度 / Severity */
  severity: ImportSeverity
  /** 说明 / Message */
  message: string
}
export interface ImportSheetQuery {
  /** 标识 / Id */
  id: string
  /** 格式 / Format */
  format?: ImportFormat | null
}
export interface QuarantineQuery {
  /** 标识 / Id */
  import_id?: string | null
  /** 状态 / State */
  state?: QuarantineState | null
  /** 翻页位置 / Cursor */
  after?: string | null
  /** 每页条数 / Page size */
  limit?: number | null
}
export interface QuarantinePage {
  /** 待核行 / Rows in quarantine */
  items: QuarantineItem[]
  /** 总数 / Total */
  total: number
  /** 总数不止于此 / There are more */
  total_capped: boolean
  /** 下一页 / Next page */
  next: string | null
}
export interface QuarantineItem {
  /** 标识 / Id */
  id: string
  /** 导入 / Import */
  import_id: string
  /** 文件名 / File name */
  file_name: string
  /** 内容 / Contents */
  kind: ImportKind
  /** 行 / Row */
  row: number
  /** 名称 / Name */
  name: string | null
  /** 代码 / Code */
  code: string | null
  /** 各格 / Cells */
  cells: QuarantineCell[]
  /** 原因 / Reasons */
  reasons: ImportNote[]
  /** 状态 / State */
  state: QuarantineState
  /** 企业 / Enterprise */
  enterprise_id: string | null
  /** 企业名称 / Enterprise name */
  enterprise_name: string | null
  /** 处理说明 / Reason of the decision */
  decision: string | null
  /** 处理人 / Decided by */
  decided_by: string | null
  /** 处理时间 / Decided */
  decided_at: string | null
  /** 同名企业 / Same name */
  candidates: QuarantineCandidate[]
  /** 版本 / Version */
  version: number
  /** 可做的事 / Actions */
  actions: string[]
}
export interface QuarantineCell {
  /** 列 / Column */
  column: number
  /** 表头 / Heading */
  header: string | null
  /** 字段 / Field */
  field: string | null
  /** 内容 / Text */
  value: string | null
}
export interface QuarantineCandidate {
  /** 标识 / Id */
  enterprise_id: string
  /** 企业名称 / Enterprise name */
  name: string
  /** 统一社会信用代码 / Unified social credit code */
  uscc: string | null
}
export interface QuarantineAccept {
  /** 标识 / Id */
  id: string
  /** 版本 / Version */
  version: number
  /** 并入的企业 / Enterprise to attach to */
  enterprise_id?: string | null
  /** 各字段 / Fields */
  fields?: ImportValue[] | null
}
export interface ImportValue {
  /** 字段 / Field */
  field: string
  /** 内容 / Value */
  value?: string | null
}
export interface QuarantineDiscard {
  /** 标识 / Id */
  id: string
  /** 版本 / Version */
  version: number
  /** 舍弃原因 / Reason */
  reason: string
}
export interface TrailQuery {
  /** 企业 / Enterprise */
  id: string
  /** 翻页位置 / Cursor */
  after?: string | null
  /** 每页条数 / Page size */
  limit?: number | null
}
export interface TrailPage {
  /** 变更记录 / Trail */
  items: TrailLine[]
  /** 总数 / Total */
  total: number
  /** 总数不止于此 / There are more */
  total_capped: boolean
  /** 下一页 / Next page */
  next: string | null
}
export interface TrailLine {
  /** 标识 / Id */
  id: string
  /** 时间 / Time */
  at: string
  /** 操作人 / Who */
  actor_name: string | null
  /** 操作 / Action */
  action: string
  /** 对象 / Subject */
  subject_name: string | null
  /** 来源文件 / File */
  source: string | null
  /** 行 / Row */
  row: number | null
  /** 审计序号 / Audit number */
  seq: number | null
  /** 已销毁 / Erased */
  erased: boolean
  /** 变更 / Changes */
  changes: FieldChange[]
}
export interface FieldChange {
  /** 字段 / Field */
  field: string
  /** 变更前 / Before */
  before: string | null
  /** 变更后 / After */
  after: string | null
}
export interface Cockpit {
  /** 截至 / As of */
  as_of: string
  /** 卡片 / Cards */
  cards: CockpitCard[]
}
export interface CockpitCard {
  /** 卡片 / Card */
  key: string
  /** 标题 / Title */
  title: string
  /** 指标 / Values */
  values: CockpitValue[]
}
export interface CockpitValue {
  /** 指标 / Key */
  key: string
  /** 名称 / Label */
  label: string
  /** 数值 / Value */
  value: number
  /** 基数 / Base */
  base: number | null
  /** 千分比 / Per mille */
  permille: number | null
  /** 基数名单 / Base list */
  base_list: string | null
  /** 名单基准日 / Base list as of */
  base_as_of: string | null
  /** 口径 / Definition */
  definition: string
  /** 来源 / Source */
  source: string
  /** 明细 / Drill-down */
  drill: string
}
export interface Home {
  /** 待办 / To do */
  todos: Todo[]
  /** 须修改密码 / Password must be changed */
  must_change_password: boolean
}
export interface Todo {
  /** 待办 / Key */
  key: string
  /** 名称 / Label */
  label: string
  /** 数量 / Count */
  count: number
  /** 去处 / Link */
  link: string
}
export interface PackNew {
  path: string
}
export interface PackInstalled {
  id: string
  version: string
  digest: string
  state: PackState
  created: number
  kept: number
  job_id: string | null
}
export interface FundPotQuery {
  /** 年度 / Year */
  year?: number | null
  /** 状态 / State */
  state?: PotState | null
  /** 名称、代码或依据 / Part of name, code or basis */
  q?: string | null
  /** 部门 / Department */
  department_id?: string | null
  after?: string | null
  limit?: number | null
}
export interface FundPotPage {
  items: FundPot[]
  next: string | null
}
export interface FundPot {
  id: string
  code: string
  name_zh: string
  name_en: string
  year: number
  basis: string | null
  department_id: string | null
  department_name: string | null
  state: PotState
  reuse_recovered: boolean
  sample: boolean
  /** 预算 / Budget */
  budget_fen: number
  /** 可用 / Available */
  available_fen: number
  /** 已预留 / Reserved */
  reserved_fen: number
  /** 已核定 / Committed */
  committed_fen: number
  /** 已拨付 / Paid */
  paid_fen: number
  /** 已追回 / Recovered */
  recovered_fen: number
  entries: number
  created: string
  updated: string
  version: number
  spenders: FundSpender[]
  actions: string[]
}
export interface FundSpender {
  /** 角色 / Role */
  role: Role | null
  /** 部门 / Department */
  department_id: string | null
  /** 部门名称 / Department's name */
  department_name: string | null
}
export interface FundSpenderInput {
  /** 角色 / Role */
  role?: Role | null
  /** 部门 / Department */
  department_id?: string | null
  /** 部门名称 / Department's name */
  department_name?: string | null
}
export interface FundPotNew {
  /** 代码 / Code */
  code: string
  /** 中文名称 / Chinese name */
  name_zh: string
  /** 英文名称 / English name */
  name_en: string
  /** 年度 / Year */
  year: number
  /** 政策或项目依据 / Programme or policy */
  basis?: string | null
  /** 主管部门 / Department */
  department_id?: string | null
  /** 预算金额 / Budget */
  amount_fen: number
  /** 追回资金可再用 / Recovered money is used again */
  reuse_recovered?: boolean | null
  /** 示例金额 / Sample amount */
  sample?: boolean | null
  /** 可核定的角色或部门 / Who may commit it */
  spenders?: FundSpenderInput[] | null
}
export interface FundKey {
  /** 资金池 / Pot */
  id: string
}
export interface FundPotEdit {
  /** 资金池 / Pot */
  id: string
  /** 中文名称 / Chinese name */
  name_zh: string
  /** 英文名称 / English name */
  name_en: string
  /** 政策或项目依据 / Programme or policy */
  basis?: string | null
  /** 主管部门 / Department */
  department_id?: string | null
  /** 追回资金可再用 / Recovered money is used again */
  reuse_recovered?: boolean | null
  /** 可核定的角色或部门 / Who may commit it */
  spenders?: FundSpenderInput[] | null
  version: number
}
export interface FundBudgetChange {
  /** 资金池 / Pot */
  id: string
  /** 增减 / Kind */
  kind: BudgetKind
  /** 金额 / Amount */
  amount_fen: number
  /** 理由 / Reason */
  reason: string
}
export interface FundPotClose {
  /** 资金池 / Pot */
  id: string
  /** 理由 / Reason */
  reason: string
  version: number
}
export interface FundEntryQuery {
  /** 资金池 / Pot */
  id: string
  /** 变动 / Movement */
  kind?: FundKind | null
  after?: number | null
  limit?: number | null
}
export interface FundEntryPage {
  items: FundEntry[]
  next: number | null
}
export interface FundEntry {
  id: string
  pot_id: string
  pot_code: string
  /** 序号 / No. */
  no: number
  /** 变动 / Movement */
  kind: FundKind
  /** 金额 / Amount */
  amount_fen: number
  /** 单据 / Subject */
  subject: string | null
  /** 单据编号 / Number of the subject */
  subject_no: string | null
  key: string
  /** 说明 / Note */
  note: string | null
  actor_id: string | null
  /** 经办 / By */
  actor_name: string | null
  /** 时间 / Time */
  at: string
  postings: FundPosting[]
}
export interface FundPosting {
  /** 科目 / Account */
  account: FundAccount
  /** 金额 / Amount */
  amount_fen: number
  /** 余额 / Balance */
  balance_fen: number
}
export interface FundEntryExport {
  /** 资金池 / Pot */
  id: string
  /** 变动 / Movement */
  kind?: FundKind | null
  /** 格式 / Format */
  format?: LedgerFormat | null
}
export interface FundSubjectQuery {
  /** 资金池 / Pot */
  id: string
  /** 未结清 / Open only */
  open?: boolean | null
  after?: string | null
  limit?: number | null
}
export interface FundSubjectPage {
  items: FundSubject[]
  next: string | null
}
export interface FundSubject {
  pot_id: string
  pot_code: string
  subject: string
  subject_no: string | null
  reserved_fen: number
  committed_fen: number
  paid_fen: number
  recovered_fen: number
  last_no: number
}
export interface FundSubjectKey {
  /** 单据 / Subject */
  subject: string
  after?: string | null
  limit?: number | null
}
export interface FundSubjectStory {
  subject: string
  pots: FundSubject[]
  entries: FundEntry[]
  next: string | null
}
export interface FundSummaryQuery {
  /** 年度 / Year */
  year?: number | null
}
export interface FundSummary {
  years: FundSummaryYear[]
}
export interface FundSummaryYear {
  year: number
  pots: number
  open: number
  /** 预算 / Budget */
  budget_fen: number
  /** 可用 / Available */
  available_fen: number
  /** 已预留 / Reserved */
  reserved_fen: number
  /** 已核定 / Committed */
  committed_fen: number
  /** 已拨付 / Paid */
  paid_fen: number
  /** 已追回 / Recovered */
  recovered_fen: number
}
export interface FundVerify {
  after?: string | null
}
export interface FundVerdict {
  sound: boolean
  pot_id: string | null
  pot_code: string | null
  entries: number
  postings: number
  subjects: number
  findings: FundFinding[]
  finding_count: number
  seal: string | null
  next: string | null
}
export interface FundFinding {
  fault: FundFault
  pot_code: string
  no: number | null
  account: string | null
  subject: string | null
  expected_fen: number | null
  found_fen: number | null
}
export interface PolicyFacts {
  /** 事实 / Facts */
  items: PolicyFact[]
}
export interface PolicyFact {
  /** 事实 / Fact */
  key: string
  /** 类型 / Type */
  type: FactType
  /** 单位 / Unit */
  unit: string | null
  /** 中文名 / Chinese name */
  zh: string
  /** 英文名 / English name */
  en: string
  /** 来源 / Provider */
  provider: string | null
  /** 取数时点 / As-of rule */
  as_of: string | null
  /** 逐人 / Per line */
  line: boolean
  /** 选项 / Choices */
  choices: PolicyChoice[]
}
export interface PolicyChoice {
  /** 值 / Value */
  value: string
  /** 中文 / Chinese */
  zh: string
  /** 英文 / English */
  en: string
}
export interface PolicyChoiceInput {
  /** 值 / Value */
  value: string
  /** 中文 / Chinese */
  zh: string
  /** 英文 / English */
  en: string
}
export interface PolicyDocuments {
  /** 政策 / Policies */
  items: PolicyDocument[]
}
export interface PolicyDocument {
  /** 标识 / Id */
  id: string
  /** 编号 / Number */
  no: string
  /** 标题 / Title */
  title_zh: string
  /** 英文标题 / English title */
  title_en: string
  /** 发文机关 / Issuer */
  issuer: string
  /** 发文日期 / Issued on */
  issued_on: string | null
  /** 正文 / Text */
  text: string | null
  /** 预算 / Budget */
  budget_fen: number | null
  /** 每年 / Every year */
  budget_yearly: boolean
  /** 预算说明 / On the budget */
  budget_note: string | null
  /** 示例 / Sample */
  sample: boolean
  /** 事项数 / Items */
  items: number
  /** 版本 / Version */
  version: number
  /** 可做的事 / Actions */
  actions: string[]
}
export interface PolicyDocumentNew {
  /** 编号 / Number */
  no: string
  /** 标题 / Title */
  title_zh: string
  /** 英文标题 / English title */
  title_en: string
  /** 发文机关 / Issuer */
  issuer: string
  /** 发文日期 / Issued on */
  issued_on?: string | null
  /** 正文 / Text */
  text?: string | null
  /** 预算 / Budget */
  budget_fen?: number | null
  /** 每年 / Every year */
  budget_yearly?: boolean | null
  /** 预算说明 / On the budget */
  budget_note?: string | null
  /** 示例 / Sample */
  sample?: boolean | null
}
export interface PolicyKey {
  /** 标识 / Id */
  id: string
}
export interface PolicyDocumentEdit {
  /** 标识 / Id */
  id: string
  /** 版本 / Version */
  version: number
  /** 编号 / Number */
  no: string
  /** 标题 / Title */
  title_zh: string
  /** 英文标题 / English title */
  title_en: string
  /** 发文机关 / Issuer */
  issuer: string
  /** 发文日期 / Issued on */
  issued_on?: string | null
  /** 正文 / Text */
  text?: string | null
  /** 预算 / Budget */
  budget_fen?: number | null
  /** 每年 / Every year */
  budget_yearly?: boolean | null
  /** 预算说明 / On the budget */
  budget_note?: string | null
  /** 示例 / Sample */
  sample?: boolean | null
}
export interface PolicyItemQuery {
  /** 政策 / Policy */
  document_id?: string | null
  /** 事项代码 / Code */
  code?: string | null
  /** 类别 / Kind */
  kind?: ItemKind | null
  /** 对象 / Subject */
  subject?: ItemSubject | null
  /** 状态 / State */
  state?: ItemState | null
}
export interface PolicyItems {
  /** 事项 / Items */
  items: PolicyItem[]
}
export interface PolicyItem {
  /** 标识 / Id */
  id: string
  /** 政策 / Policy */
  document_id: string
  /** 政策标题 / Policy's title */
  document_title: string | null
  /** 政策英文标题 / Policy's English title */
  document_title_en: string | null
  /** 事项代码 / Code */
  code: string
  /** 名称 / Name */
  name_zh: string
  /** 英文名称 / English name */
  name_en: string
  /** 说明 / Summary */
  summary_zh: string | null
  /** 英文说明 / English summary */
  summary_en: string | null
  /** 类别 / Kind */
  kind: ItemKind
  /** 对象 / Subject */
  subject: ItemSubject
  /** 状态 / State */
  state: ItemState | null
  /** 明细决策 / Line decision */
  line_decision: string
  /** 整单决策 / Claim decision */
  claim_decision: string | null
  /** 资金池 / Pot */
  pot_id: string | null
  /** 开始受理 / Opens on */
  opens_on: string | null
  /** 截止受理 / Closes on */
  closes_on: string | null
  /** 预留时点 / Reserved at */
  reserve_at: ReserveAt | null
  /** 付给 / Paid to */
  paid_to: PaidTo | null
  /** 公示工作日 / Days of notice */
  notice_days: number
  /** 年龄计算日 / Age as of */
  age_at: string | null
  /** 事实 / Fact */
  person_key: string | null
  /** 事实 / Fact */
  from_key: string | null
  /** 事实 / Fact */
  to_key: string | null
  /** 事实 / Fact */
  number_key: string | null
  /** 可自测 / May be tried */
  try_it: boolean
  /** 示例 / Sample */
  sample: boolean
  /** 表单 / Form */
  fields: PolicyField[]
  /** 互斥 / Exclusions */
  exclusions: PolicyExclusion[]
  /** 附件 / Attachments */
  attachments: PolicyAttachment[]
  /** 参数 / Parameters */
  parameters: PolicyParameter[]
  /** 用语 / Words */
  words: PolicyChoice[]
  /** 现行规则 / Rule in force */
  rule_version_id: string | null
  /** 版本 / Version */
  version: number
  /** 可做的事 / Actions */
  actions: string[]
}
export interface PolicyField {
  /** 事实 / Fact */
  key: string
  /** 来源 / Source */
  source: FactSource
  /** 类型 / Type */
  type: FactType | null
  /** 中文名 / Chinese name */
  zh: string | null
  /** 英文名 / English name */
  en: string | null
  /** 单位 / Unit */
  unit: string | null
  /** 必填 / Required */
  required: boolean
  /** 逐人 / Per line */
  line: boolean
  /** 选项 / Choices */
  choices: PolicyChoice[]
}
export interface PolicyFieldInput {
  /** 事实 / Fact */
  key: string
  /** 来源 / Source */
  source: FactSource
  /** 类型 / Type */
  type?: FactType | null
  /** 中文名 / Chinese name */
  zh?: string | null
  /** 英文名 / English name */
  en?: string | null
  /** 单位 / Unit */
  unit?: string | null
  /** 必填 / Required */
  required?: boolean | null
  /** 逐人 / Per line */
  line?: boolean | null
  /** 选项 / Choices */
  choices?: PolicyChoiceInput[] | null
}
export interface PolicyExclusion {
  /** 互斥事项 / Other item */
  item_code: string
  /** 按 / By */
  by: ExcludeBy
}
export interface PolicyExclusionInput {
  /** 互斥事项 / Other item */
  item_code: string
  /** 按 / By */
  by: ExcludeBy
}
export interface PolicyAttachment {
  /** 种类 / Kind */
  kind: string
  /** 中文名 / Chinese name */
  zh: string
  /** 英文名 / English name */
  en: string
  /** 必交 / Required */
  required: boolean
}
export interface PolicyAttachmentInput {
  /** 种类 / Kind */
  kind: string
  /** 中文名 / Chinese name */
  zh: string
  /** 英文名 / English name */
  en: string
  /** 必交 / Required */
  required?: boolean | null
}
export interface PolicyParameter {
  /** 事实 / Fact */
  name: string
  /** 中文名 / Chinese name */
  zh: string | null
  /** 英文名 / English name */
  en: string | null
  /** 值 / Value */
  value: string | null
  /** 单位 / Unit */
  unit: string | null
  /** 示例值 / Sample value */
  sample: boolean
}
export interface PolicyParameterInput {
  /** 事实 / Fact */
  name: string
  /** 中文名 / Chinese name */
  zh?: string | null
  /** 英文名 / English name */
  en?: string | null
  /** 值 / Value */
  value?: string | null
  /** 单位 / Unit */
  unit?: string | null
  /** 示例值 / Sample value */
  sample?: boolean | null
}
export interface PolicyItemNew {
  /** 政策 / Policy */
  document_id?: string | null
  /** 事项代码 / Code */
  code: string
  /** 名称 / Name */
  name_zh: string
  /** 英文名称 / English name */
  name_en: string
  /** 说明 / Summary */
  summary_zh?: string | null
  /** 英文说明 / English summary */
  summary_en?: string | null
  /** 类别 / Kind */
  kind: ItemKind
  /** 对象 / Subject */
  subject: ItemSubject
  /** 状态 / State */
  state?: ItemState | null
  /** 明细决策 / Line decision */
  line_decision: string
  /** 整单决策 / Claim decision */
  claim_decision?: string | null
  /** 资金池 / Pot */
  pot_id?: string | null
  /** 开始受理 / Opens on */
  opens_on?: string | null
  /** 截止受理 / Closes on */
  closes_on?: string | null
  /** 预留时点 / Reserved at */
  reserve_at?: ReserveAt | null
  /** 付给 / Paid to */
  paid_to?: PaidTo | null
  /** 公示工作日 / Days of notice */
  notice_days?: number | null
  /** 年龄计算日 / Age as of */
  age_at?: string | null
  /** 事实 / Fact */
  person_key?: string | null
  /** 事实 / Fact */
  from_key?: string | null
  /** 事实 / Fact */
  to_key?: string | null
  /** 事实 / Fact */
  number_key?: string | null
  /** 可自测 / May be tried */
  try_it?: boolean | null
  /** 示例 / Sample */
  sample?: boolean | null
  /** 表单 / Form */
  fields?: PolicyFieldInput[] | null
  /** 互斥 / Exclusions */
  exclusions?: PolicyExclusionInput[] | null
  /** 附件 / Attachments */
  attachments?: PolicyAttachmentInput[] | null
  /** 参数 / Parameters */
  parameters?: PolicyParameterInput[] | null
  /** 用语 / Words */
  words?: PolicyChoiceInput[] | null
}
export interface PolicyItemEdit {
  /** 标识 / Id */
  id: string
  /** 版本 / Version */
  version: number
  /** 事项代码 / Code */
  code: string
  /** 名称 / Name */
  name_zh: string
  /** 英文名称 / English name */
  name_en: string
  /** 说明 / Summary */
  summary_zh?: string | null
  /** 英文说明 / English summary */
  summary_en?: string | null
  /** 类别 / Kind */
  kind: ItemKind
  /** 对象 / Subject */
  subject: ItemSubject
  /** 状态 / State */
  state?: ItemState | null
  /** 明细决策 / Line decision */
  line_decision: string
  /** 整单决策 / Claim decision */
  claim_decision?: string | null
  /** 资金池 / Pot */
  pot_id?: string | null
  /** 开始受理 / Opens on */
  opens_on?: string | null
  /** 截止受理 / Closes on */
  closes_on?: string | null
  /** 预留时点 / Reserved at */
  reserve_at?: ReserveAt | null
  /** 付给 / Paid to */
  paid_to?: PaidTo | null
  /** 公示工作日 / Days of notice */
  notice_days?: number | null
  /** 年龄计算日 / Age as of */
  age_at?: string | null
  /** 事实 / Fact */
  person_key?: string | null
  /** 事实 / Fact */
  from_key?: string | null
  /** 事实 / Fact */
  to_key?: string | null
  /** 事实 / Fact */
  number_key?: string | null
  /** 可自测 / May be tried */
  try_it?: boolean | null
  /** 示例 / Sample */
  sample?: boolean | null
  /** 表单 / Form */
  fields?: PolicyFieldInput[] | null
  /** 互斥 / Exclusions */
  exclusions?: PolicyExclusionInput[] | null
  /** 附件 / Attachments */
  attachments?: PolicyAttachmentInput[] | null
  /** 参数 / Parameters */
  parameters?: PolicyParameterInput[] | null
  /** 用语 / Words */
  words?: PolicyChoiceInput[] | null
}
export interface JudgeAsk {
  /** 标识 / Id */
  id: string
  /** 标识 / Id */
  rule_version_id?: string | null
  /** 计算日期 / As of */
  as_of?: string | null
  /** 标识 / Id */
  enterprise_id?: string | null
  /** 表单（JSON） / Form (JSON) */
  form_json?: string | null
  /** 明细（JSON） / Lines (JSON) */
  lines_json?: string | null
}
export interface Judgement {
  /** 结论 / Verdict */
  verdict: Verdict
  /** 合计（分） / Total (fen) */
  total_fen: number
  /** 明细 / Lines */
  lines: JudgeLine[]
  /** 规则版本 / Rule version */
  rule_version_id: string
  /** 计算日期 / As of */
  as_of: string
  /** 所用事实 / Facts used */
  facts_json: string | null
  /** 理由 / Reasons in Chinese */
  reasons_zh: string | null
  /** 英文理由 / Reasons in English */
  reasons_en: string | null
  /** 缺少 / Missing */
  missing: JudgeMissing[]
  /** 适用的规则行 / Rows that applied */
  fired: JudgeFired[]
}
export interface JudgeLine {
  /** 结论 / Verdict */
  verdict: Verdict
  /** 金额（分） / Amount (fen) */
  amount_fen: number
  /** 理由 / Reasons in Chinese */
  reason_zh: string | null
  /** 英文理由 / Reasons in English */
  reason_en: string | null
  /** 规则给出的理由 / The rule's own reason */
  reason: string | null
  /** 缺少 / Missing */
  missing: JudgeMissing[]
}
export interface JudgeMissing {
  /** 事实 / Fact */
  key: string | null
  /** 中文名 / Chinese name */
  zh: string | null
  /** 英文名 / English name */
  en: string | null
  /** 需填写 / Asked by the form */
  form: boolean
}
export interface JudgeFired {
  /** 决策 / Decision */
  decision: string
  /** 行 / Row */
  row: number
}
export interface RuleVersions {
  /** 规则版本 / Rule versions */
  items: RuleVersion[]
}
export interface RuleVersion {
  /** 标识 / Id */
  id: string
  /** 事项 / Item */
  item_id: string
  /** 事项代码 / Item's code */
  item_code: string | null
  /** 第几版 / Number */
  no: number
  /** 状态 / State */
  state: RuleState
  /** 生效日期 / Valid from */
  valid_from: string | null
  /** 失效日期 / Valid to */
  valid_to: string | null
  /** 规则（DMN） / Rule (DMN) */
  dmn: string | null
  /** 测试用例 / Test cases */
  tests: string | null
  /** 摘要 / Digest */
  digest: string | null
  /** 说明 / Note */
  note: string | null
  /** 通过用例 / Cases passed */
  tests_passed: number
  /** 失败用例 / Cases failed */
  tests_failed: number
  /** 编写人标识 / Author's id */
  author_id: string | null
  /** 编写人 / Author */
  author_name: string | null
  /** 复核人标识 / Reviewer's id */
  reviewer_id: string | null
  /** 复核人 / Reviewer */
  reviewer_name: string | null
  /** 发布人标识 / Publisher's id */
  publisher_id: string | null
  /** 发布人 / Publisher */
  publisher_name: string | null
  /** 编写时间 / Written */
  created: string | null
  /** 测试时间 / Tested */
  tested: string | null
  /** 复核时间 / Reviewed */
  reviewed: string | null
  /** 发布时间 / Published */
  published: string | null
  /** 版本 / Version */
  version: number
  /** 可做的事 / Actions */
  actions: string[]
}
export interface RuleNew {
  /** 标识 / Id */
  id: string
  /** 生效日期 / Valid from */
  valid_from: string
  /** 失效日期 / Valid to */
  valid_to?: string | null
  /** 规则（DMN） / Rule (DMN) */
  dmn: string
  /** 测试用例 / Test cases */
  tests: string
  /** 说明 / Note */
  note?: string | null
}
export interface RuleEdit {
  /** 标识 / Id */
  id: string
  /** 版本 / Version */
  version: number
  /** 生效日期 / Valid from */
  valid_from: string
  /** 失效日期 / Valid to */
  valid_to?: string | null
  /** 规则（DMN） / Rule (DMN) */
  dmn: string
  /** 测试用例 / Test cases */
  tests: string
  /** 说明 / Note */
  note?: string | null
}
export interface RuleView {
  /** 标识 / Id */
  id: string
  /** 事项 / Item */
  item_id: string
  /** 输入 / Inputs */
  inputs: RuleColumn[]
  /** 决策 / Decisions */
  boxes: RuleBox[]
  /** 检查结果 / Findings */
  findings: RuleFinding[]
}
export interface RuleColumn {
  /** 原文 / Text */
  text: string | null
  /** 中文 / Chinese */
  zh: string | null
  /** 英文 / English */
  en: string | null
  /** 类型 / Type */
  type: string | null
  /** 输出 / Output */
  output: boolean
}
export interface RuleBox {
  /** 决策 / Decision */
  name: string | null
  /** 中文名 / Chinese name */
  zh: string | null
  /** 英文名 / English name */
  en: string | null
  /** 形式 / Form */
  kind: string | null
  /** 命中策略 / Hit policy */
  hit_policy: string | null
  /** 列 / Columns */
  columns: RuleColumn[]
  /** 行 / Rows */
  rows: RuleRow[]
  /** 表达式 / Expression */
  text: string | null
  /** 依据 / Needs */
  inputs: RuleText[]
}
export interface RuleRow {
  /** 行 / Row */
  no: number
  /** 单元格 / Cells */
  cells: RuleText[]
  /** 注 / Note in Chinese */
  zh: string | null
  /** 英文注 / Note in English */
  en: string | null
}
export interface RuleText {
  /** 原文 / Text */
  text: string | null
  /** 中文 / Chinese */
  zh: string | null
  /** 英文 / English */
  en: string | null
}
export interface RuleFinding {
  /** 错误 / Error */
  error: boolean
  /** 代号 / Name */
  message: string | null
  /** 位置 / Place */
  place: string | null
  /** 说明 / Sentence */
  text: string | null
}
export interface RuleOutcome {
  /** 标识 / Id */
  id: string
  /** 状态 / State */
  state: RuleState
  /** 版本 / Version */
  version: number
  /** 通过 / Passed */
  passed: number
  /** 失败 / Failed */
  failed: number
  /** 用例 / Cases */
  cases: RuleCase[]
  /** 检查结果 / Findings */
  findings: RuleFinding[]
  /** 错误数 / Errors */
  errors: number
}
export interface RuleCase {
  /** 用例 / Case */
  id: string | null
  /** 决策 / Decision */
  decision: string | null
  /** 通过 / Passed */
  passed: boolean
  /** 应为 / Expected */
  expected: string | null
  /** 实为 / Got */
  got: string | null
  /** 说明 / Why */
  text: string | null
}
export interface RuleStep {
  /** 标识 / Id */
  id: string
  /** 版本 / Version */
  version: number
}
export interface TryList {
  /** 园区代码 / Zone's code */
  zone: string
}
export interface TryAsk {
  /** 园区代码 / Zone's code */
  zone: string
  /** 事项代码 / Item's code */
  code: string
  /** 计算日期 / As of */
  as_of?: string | null
  /** 表单（JSON） / Form (JSON) */
  form_json?: string | null
  /** 明细（JSON） / Lines (JSON) */
  lines_json?: string | null
}
export interface MatchNew {
  /** 截至日期 / As of */
  as_of?: string | null
}
export interface MatchRun {
  /** 标识 / Id */
  id: string
  /** 序号 / Number */
  no: number
  /** 截至日期 / As of */
  as_of: string
  /** 任务 / Job */
  job_id: string
  /** 状态 / State */
  state: JobState
  /** 已完成 / Done */
  done: number
  /** 总数 / Total */
  total: number
  /** 失败原因 / Why it failed */
  failure: string | null
  /** 发起人 / Started by */
  actor_name: string
  /** 起因 / Why it started */
  cause: MatchCause
  /** 起因名称 / What started it */
  cause_name: string | null
  /** 变更数 / Changes that started it */
  causes: number
  /** 发起时间 / Started */
  created: string
  /** 完成时间 / Finished */
  finished: string | null
  /** 政策事项数 / Items */
  items: number
  /** 企业数 / Enterprises */
  enterprises: number
  /** 员工数 / Workers */
  workers: number
  /** 至少可享受一项资金的企业 / Enterprises entitled to money */
  entitled: number
  /** 仅缺少信息的企业 / Enterprises that only lack facts */
  lacking: number
  /** 变化的结论 / Verdicts that changed */
  changed: number
}
export interface MatchKey {
  /** 标识 / Id */
  id: string
}
export interface MatchSummary {
  /** 最近一次 / Last run */
  last: MatchRun
  /** 进行中 / Under way */
  running: MatchRun
  /** 政策事项 / Items */
  items: MatchItem[]
}
export interface MatchItem {
  /** 政策事项 / Item */
  item_id: string
  /** 编号 / Code */
  code: string
  /** 名称 / Name */
  name_zh: string
  /** 英文名称 / English name */
  name_en: string
  /** 政策文件 / Document */
  document_title: string | null
  /** 政策文件英文标题 / English title of the document */
  document_title_en: string | null
  /** 类别 / Kind */
  kind: ItemKind
  /** 对象 / About */
  subject: ItemSubject
  /** 规则版本 / Rule version */
  rule_version_id: string | null
  /** 截至日期 / As of */
  as_of: string | null
  /** 匹配序号 / Run */
  run_no: number
  /** 企业数 / Enterprises */
  matched: number
  /** 可享受 / Entitled */
  entitled: number
  /** 很可能可享受 / Likely */
  likely: number
  /** 缺少信息 / Facts missing */
  lacks: number
  /** 不符合 / Not entitled */
  not_entitled: number
  /** 规则出错 / Rule failed */
  failed: number
  /** 人数 / Workers */
  lines: number
  /** 符合人数 / Workers eligible */
  lines_eligible: number
  /** 金额（分） / Amount in fen */
  total_fen: number
}
export interface MatchQuery {
  /** 标识 / Id */
  id: string
  /** 结论 / Verdict */
  verdict?: MatchVerdict | null
  /** 翻页位置 / Cursor */
  after?: string | null
  /** 每页条数 / Page size */
  limit?: number | null
}
export interface MatchPage {
  /** 企业 / Enterprises */
  items: MatchHit[]
  /** 总数 / Total */
  total: number
  /** 下一页 / Next page */
  next: string | null
}
export interface MatchHit {
  /** 企业 / Enterprise */
  enterprise_id: string
  /** 企业名称 / Name */
  name: string
  /** 统一社会信用代码 / USCC */
  uscc: string | null
  /** 片区 / Area */
  area_name: string | null
  /** 编号 / Number */
  no: number
  /** 结论 / Verdict */
  verdict: MatchVerdict
  /** 金额（分） / Amount in fen */
  total_fen: number
  /** 人数 / Workers */
  lines: number
  /** 符合人数 / Workers eligible */
  lines_eligible: number
  /** 缺少信息的人数 / Workers with missing facts */
  lines_lacking: number
  /** 适用的规则行 / Rows that fired */
  fired: MatchFired[]
  /** 缺少的信息 / Missing facts */
  missing: MatchFact[]
}
export interface MatchFired {
  /** 规则表 / Table */
  table: string
  /** 行 / Row */
  row: number
}
export interface MatchFact {
  /** 键 / Key */
  key: string
  /** 中文 / Chinese */
  zh: string
  /** 英文 / English */
  en: string
}
export interface Entitlements {
  /** 企业 / Enterprise */
  enterprise_id: string
  /** 企业名称 / Name */
  name: string
  /** 截至日期 / As of */
  as_of: string
  /** 政策事项 / Items */
  items: Entitlement[]
}
export interface Entitlement {
  /** 政策事项 / Item */
  item_id: string
  /** 编号 / Code */
  code: string
  /** 名称 / Name */
  name_zh: string
  /** 英文名称 / English name */
  name_en: string
  /** 摘要 / Summary */
  summary_zh: string | null
  /** 英文摘要 / English summary */
  summary_en: string | null
  /** 政策文件 / Document */
  document_title: string | null
  /** 政策文件英文标题 / English title of the document */
  document_title_en: string | null
  /** 类别 / Kind */
  kind: ItemKind
  /** 对象 / About */
  subject: ItemSubject
  /** 受理开始 / Opens on */
  opens_on: string | null
  /** 受理截止 / Closes on */
  closes_on: string | null
  /** 规则版本 / Rule version */
  rule_version_id: string | null
  /** 截至日期 / As of */
  as_of: string
  /** 结论 / Verdict */
  verdict: MatchVerdict
  /** 金额（分） / Amount in fen */
  total_fen: number
  /** 理由 / Reasons in Chinese */
  reasons_zh: string | null
  /** 英文理由 / Reasons in English */
  reasons_en: string | null
  /** 缺少的信息 / Missing facts */
  missing: MatchFact[]
  /** 人数 / Workers */
  lines: number
  /** 符合人数 / Workers eligible */
  lines_eligible: number
  /** 缺少信息的人数 / Workers with missing facts */
  lines_lacking: number
  /** 逐人结论 / Worker by worker */
  told: MatchLine[]
  /** 最近一次匹配的结论 / Verdict of the last run */
  matched: MatchVerdict | null
  /** 最近一次匹配截至 / The last run is as of */
  match_as_of: string | null
  /** 示例 / Sample */
  sample: boolean
}
export interface MatchLine {
  /** 员工 / Worker */
  worker_id: string | null
  /** 姓名 / Name */
  name: string | null
  /** 结论 / Verdict */
  verdict: MatchVerdict
  /** 金额（分） / Amount in fen */
  amount_fen: number
  /** 理由 / Reasons in Chinese */
  reason_zh: string | null
  /** 英文理由 / Reasons in English */
  reason_en: string | null
  /** 缺少的信息 / Missing facts */
  missing: MatchFact[]
}
export interface EntitlementKey {
  /** 标识 / Id */
  id: string
  /** 政策事项 / Item */
  item_id: string
}
export interface MatchChanges {
  /** 变化 / Changes */
  items: MatchChange[]
}
export interface MatchChange {
  /** 政策事项 / Item */
  item_id: string
  /** 编号 / Code */
  code: string
  /** 名称 / Name */
  name_zh: string
  /** 英文名称 / English name */
  name_en: string
  /** 匹配序号 / Run */
  run_no: number
  /** 截至日期 / As of */
  as_of: string
  /** 时间 / At */
  at: string
  /** 原结论 / Before */
  before: MatchVerdict | null
  /** 新结论 / After */
  after: MatchVerdict | null
  /** 原金额（分） / Amount before */
  before_fen: number
  /** 新金额（分） / Amount after */
  after_fen: number
}
export interface ClaimQuery {
  /** 状态 / State */
  state?: ClaimState | null
  /** 待谁办理 / Whose work */
  queue?: ClaimQueue | null
  /** 政策事项 / Item */
  item_id?: string | null
  /** 企业 / Enterprise */
  enterprise_id?: string | null
  /** 编号 / Number */
  no?: string | null
  /** 我办理的 / That I have */
  mine?: boolean | null
  /** 上一页末尾 / After */
  after?: string | null
  /** 条数 / Limit */
  limit?: number | null
}
export interface ClaimPage {
  /** 申请 / Claims */
  items: ClaimItem[]
  /** 下一页 / Next */
  next: string | null
}
export interface ClaimItem {
  /** 标识 / Id */
  id: string
  /** 编号 / Number */
  no: string | null
  /** 状态 / State */
  state: ClaimState
  /** 待谁办理 / Whose work */
  queue: ClaimQueue | null
  /** 政策事项 / Item */
  item_id: string
  /** 事项代码 / Code of the item */
  item_code: string
  /** 事项名称 / Name of the item */
  item_name: string
  /** 企业 / Enterprise */
  enterprise_id: string
  /** 企业名称 / Name of the enterprise */
  enterprise_name: string
  /** 办理人 / Who has it */
  holder_name: string | null
  /** 自何时 / Since */
  since: string
  /** 提交时间 / Submitted */
  submitted: string | null
  /** 更新时间 / Updated */
  updated: string
  /** 结论 / Verdict */
  verdict: Verdict | null
  /** 金额 / Amount */
  total_fen: number
  /** 已到账 / Paid so far */
  paid_fen: number
  /** 已到账笔数 / Payments so far */
  paid_count: number
  /** 版本 / Version */
  version: number
  /** 明细行数 / Lines */
  line_count: number
}
export interface ClaimNew {
  /** 政策事项 / Item */
  item_id: string
  /** 企业 / Enterprise */
  enterprise_id: string
  /** 填写项 / Fields */
  form?: ClaimValueInput[] | null
  /** 明细 / Lines */
  lines?: ClaimLineNew[] | null
  /** 说明 / Note */
  note?: string | null
}
export interface ClaimValue {
  /** 字段 / Field */
  key: string
  /** 值 / Value */
  value: string | null
  /** 名称 / Label */
  label: string | null
}
export interface ClaimValueInput {
  /** 字段 / Field */
  key: string
  /** 值 / Value */
  value?: string | null
  /** 名称 / Label */
  label?: string | null
}
export interface ClaimLineNew {
  /** 员工 / Worker */
  worker_id?: string | null
  /** 填写项 / Fields */
  values?: ClaimValueInput[] | null
}
export interface Claim {
  /** 标识 / Id */
  id: string
  /** 编号 / Number */
  no: string | null
  /** 状态 / State */
  state: ClaimState
  /** 待谁办理 / Whose work */
  queue: ClaimQueue | null
  /** 政策事项 / Item */
  item_id: string
  /** 事项代码 / Code of the item */
  item_code: string
  /** 事项名称 / Name of the item */
  item_name: string
  /** 企业 / Enterprise */
  enterprise_id: string
  /** 企业名称 / Name of the enterprise */
  enterprise_name: string
  /** 办理人 / Who has it */
  holder_name: string | null
  /** 自何时 / Since */
  since: string
  /** 提交时间 / Submitted */
  submitted: string | null
  /** 更新时间 / Updated */
  updated: string
  /** 结论 / Verdict */
  verdict: Verdict | null
  /** 金额 / Amount */
  total_fen: number
  /** 已到账 / Paid so far */
  paid_fen: number
  /** 已到账笔数 / Payments so far */
  paid_count: number
  /** 版本 / Version */
  version: number
  /** 有资金 / Money */
  money: boolean
  /** 拨付对象 / Paid to */
  paid_to: PaidTo | null
  /** 办理人标识 / Id of who has it */
  holder_id: string | null
  /** 起草时间 / Drafted */
  created: string
  /** 停钟秒数 / Seconds stopped */
  stopped_s: number
  /** 起草人 / Drafted by */
  created_by: string
  /** 提交人 / Submitted by */
  submitted_by: string | null
  /** 初审人 / First review by */
  first_by: string | null
  /** 复审人 / Second review by */
  second_by: string | null
  /** 认定日期 / As of */
  as_of: string | null
  /** 规则版本 / Rule version */
  rule_version_id: string | null
  /** 理由 / Reasons */
  reasons: string | null
  /** 认定时的事实 / Frozen facts */
  facts: string | null
  /** 说明 / Note */
  note: string | null
  /** 补正或不予通过的理由 / Why it came back or was rejected */
  reason: string | null
  /** 收款账号 / Account */
  account_masked: string | null
  /** 账户已核验 / Account verified */
  account_verified: boolean
  /** 填写项 / Fields */
  form: ClaimValue[]
  /** 明细 / Lines */
  lines: ClaimLine[]
  /** 应交材料 / Files to bring */
  wanted: ClaimWanted[]
  /** 拨付 / Payments */
  payments: ClaimPayment[]
  /** 办理记录 / History */
  history: ClaimEvent[]
  /** 可做的事 / Actions */
  actions: string[]
}
export interface ClaimLine {
  /** 行号 / Line */
  line: number
  /** 员工 / Worker */
  worker_id: string | null
  /** 姓名 / Name */
  worker_name: string | null
  /** 证件号码 / Identity number */
  id_masked: string | null
  /** 填写项 / Fields */
  values: ClaimValue[]
  /** 结论 / Verdict */
  verdict: Verdict | null
  /** 金额 / Amount */
  amount_fen: number
  /** 理由 / Reason */
  reason: string | null
}
export interface ClaimWanted {
  /** 材料类型 / Kind */
  kind: string
  /** 材料 / File */
  label: string
  /** 必交 / Required */
  required: boolean
  /** 已交 / Given */
  given: boolean
}
export interface ClaimPayment {
  /** 标识 / Id */
  id: string
  /** 账户 / Account */
  account_id: string
  /** 户名 / Holder */
  holder: string
  /** 账号 / Number */
  number_masked: string
  /** 开户行 / Bank */
  bank_name: string
  /** 员工 / Worker */
  worker_id: string | null
  /** 金额 / Amount */
  amount_fen: number
  /** 状态 / State */
  state: ClaimState
  /** 次数 / Attempt */
  attempt: number
  /** 失败原因 / Why it failed */
  reason: string | null
}
export interface ClaimEvent {
  /** 序号 / Number */
  seq: number
  /** 做了什么 / What */
  act: ClaimAct
  /** 原状态 / From */
  from_state: ClaimState | null
  /** 新状态 / To */
  to_state: ClaimState
  /** 办理人标识 / Id of who */
  actor_id: string | null
  /** 办理人 / Who */
  actor_name: string
  /** 时间 / When */
  at: string
  /** 说明 / Note */
  note: string | null
}
export interface ClaimCounts {
  /** 各状态件数 / Claims by state */
  items: ClaimCount[]
}
export interface ClaimCount {
  /** 状态 / State */
  state: ClaimState
  /** 件数 / How many */
  n: number
}
export interface ClaimDecisions {
  /** 决定 / Decision */
  decision: ClaimDecision
  /** 申请 / Claims */
  items: ClaimPick[]
  /** 说明或理由 / Note or reason */
  note?: string | null
}
export interface ClaimPick {
  /** 标识 / Id */
  id: string
  /** 版本 / Version */
  version: number
}
export interface ClaimOutcomes {
  /** 成功 / Done */
  done: number
  /** 未成功 / Refused */
  refused: number
  /** 金额合计 / Sum */
  total_fen: number
  /** 逐件结果 / Results */
  items: ClaimOutcome[]
}
export interface ClaimOutcome {
  /** 标识 / Id */
  id: string
  /** 编号 / Number */
  no: string | null
  /** 成功 / Done */
  ok: boolean
  /** 状态 / State */
  state: ClaimState | null
  /** 金额 / Amount */
  total_fen: number
  /** 代码 / Code */
  code: string | null
  /** 原因 / Why not */
  message: string | null
}
export interface ClaimKey {
  /** 标识 / Id */
  id: string
}
export interface ClaimEdit {
  /** 标识 / Id */
  id: string
  /** 版本 / Version */
  version: number
  /** 填写项 / Fields */
  form?: ClaimValueInput[] | null
  /** 明细 / Lines */
  lines?: ClaimLineNew[] | null
  /** 说明 / Note */
  note?: string | null
}
export interface ClaimSheetNew {
  /** 申请 / Claim */
  id: string
  /** 版本 / Version */
  version: number
}
export interface ClaimSheet {
  /** 行数 / Rows */
  rows: number
  /** 已录入 / Taken */
  taken: number
  /** 未录入 / Refused */
  refused: number
  /** 未录入的行 / Refused rows */
  faults: ClaimFault[]
  /** 申请 / Claim */
  claim: Claim
}
export interface ClaimFault {
  /** 行号 / Row */
  row: number
  /** 姓名 / Name */
  name: string | null
  /** 原因 / Why */
  message: string
}
export interface ClaimStep {
  /** 标识 / Id */
  id: string
  /** 版本 / Version */
  version: number
  /** 说明 / Note */
  note?: string | null
}
export interface ClaimReasoned {
  /** 标识 / Id */
  id: string
  /** 版本 / Version */
  version: number
  /** 理由 / Reason */
  reason: string
}
export interface PayeeQuery {
  /** 企业 / Enterprise */
  enterprise_id?: string | null
  /** 员工 / Worker */
  worker_id?: string | null
  /** 状态 / State */
  state?: PayeeState | null
  /** 上一页末尾 / After */
  after?: string | null
  /** 条数 / Limit */
  limit?: number | null
}
export interface PayeePage {
  /** 账户 / Accounts */
  items: PayeeAccount[]
  /** 下一页 / Next */
  next: string | null
}
export interface PayeeAccount {
  /** 标识 / Id */
  id: string
  /** 企业 / Enterprise */
  enterprise_id: string
  /** 企业名称 / Name of the enterprise */
  enterprise_name: string
  /** 员工 / Worker */
  worker_id: string | null
  /** 员工姓名 / Name of the worker */
  worker_name: string | null
  /** 户名 / Holder */
  holder: string
  /** 账号 / Number */
  number_masked: string
  /** 开户行 / Bank */
  bank_name: string
  /** 联行号 / CNAPS code */
  cnaps: string
  /** 状态 / State */
  state: PayeeState
  /** 序号 / Number of the account */
  no: number
  /** 提醒 / Warning */
  warning: string | null
  /** 说明 / Note */
  note: string | null
  /** 录入人 / Entered by */
  entered_by: string
  /** 核验人 / Verified by */
  verified_by: string | null
  /** 未通过的原因 / Why it was refused */
  reason: string | null
  /** 银行退回的原因 / Why the bank refused a payment */
  failed: string | null
  /** 录入时间 / Entered */
  entered: string
  /** 核验时间 / Verified */
  verified: string | null
  /** 版本 / Version */
  version: number
  /** 可做的事 / Actions */
  actions: string[]
}
export interface PayeeNew {
  /** 企业 / Enterprise */
  enterprise_id: string
  /** 员工 / Worker */
  worker_id?: string | null
  /** 户名 / Holder */
  holder: string
  /** 账号 / Number */
  number: string
  /** 开户行 / Bank */
  bank_name: string
  /** 联行号 / CNAPS code */
  cnaps: string
  /** 说明 / Note */
  note?: string | null
}
export interface PayeeKey {
  /** 标识 / Id */
  id: string
}
export interface PayeeVerify {
  /** 标识 / Id */
  id: string
  /** 版本 / Version */
  version: number
  /** 说明 / Note */
  note?: string | null
}
export interface PayeeRefuse {
  /** 标识 / Id */
  id: string
  /** 版本 / Version */
  version: number
  /** 原因 / Reason */
  reason: string
}
export interface PayeeReveal {
  /** 标识 / Id */
  id: string
  /** 理由 / Reason */
  reason: string
}
export interface PayeeNumber {
  /** 标识 / Id */
  id: string
  /** 户名 / Holder */
  holder: string
  /** 账号 / Number */
  number: string
  /** 开户行 / Bank */
  bank_name: string
  /** 联行号 / CNAPS code */
  cnaps: string
}
export interface Payers {
  /** 付款账户 / Payers */
  items: Payer[]
}
export interface Payer {
  /** 标识 / Id */
  id: string
  /** 付款户名 / Payer */
  name: string
  /** 账号 / Account */
  account_masked: string
  /** 开户行 / Bank */
  bank_name: string
  /** 联行号 / CNAPS code */
  cnaps: string | null
  /** 统一社会信用代码 / USCC */
  code: string | null
  /** 已停用 / Closed */
  closed: boolean
  /** 登记时间 / Entered */
  created: string
  /** 版本 / Version */
  version: number
  /** 可做的事 / Actions */
  actions: string[]
}
export interface PayerNew {
  /** 付款户名 / Payer */
  name: string
  /** 付款账号 / Account number */
  account: string
  /** 开户行 / Bank */
  bank_name: string
  /** 联行号 / CNAPS code */
  cnaps?: string | null
  /** 统一社会信用代码 / USCC */
  code?: string | null
}
export interface PayerClose {
  /** 标识 / Id */
  id: string
  /** 版本 / Version */
  version: number
}
export interface PayableQuery {
  /** 资金池 / Pot */
  pot_id?: string | null
  /** 政策事项 / Item */
  item_id?: string | null
  /** 开户行 / Bank */
  bank_name?: string | null
  /** 最多笔数 / At most */
  limit?: number | null
}
export interface Payables {
  /** 待拨付 / Payable */
  items: Payable[]
  /** 笔数 / Rows */
  count: number
  /** 合计金额 / Total */
  total_fen: number
  /** 不止于此 / There are more */
  more: boolean
}
export interface Payable {
  /** 标识 / Id */
  payment_id: string
  /** 申请标识 / Claim id */
  claim_id: string
  /** 申请编号 / Claim */
  claim_no: string
  /** 政策事项 / Item */
  item_id: string
  /** 政策事项 / Item */
  item_name: string
  /** 收款人户名 / Payee */
  payee_name: string
  /** 账号 / Account */
  account_masked: string
  /** 开户行 / Bank */
  bank_name: string
  /** 联行号 / CNAPS code */
  cnaps: string | null
  /** 金额 / Amount */
  amount_fen: number
  /** 第几次拨付 / Attempt */
  attempt: number
  /** 本人经办或审核 / Own part in it */
  own: boolean
  /** 账户已更换 / Account replaced */
  replaced: boolean
}
export interface PaymentQuery {
  /** 状态 / State */
  state?: PaymentState | null
  /** 资金池 / Pot */
  pot_id?: string | null
  /** 翻页位置 / Cursor */
  after?: string | null
  /** 每页条数 / Page size */
  limit?: number | null
}
export interface PaymentPage {
  /** 拨付批次 / Batches */
  items: PaymentBatch[]
  /** 下一页 / Next page */
  next: string | null
}
export interface PaymentBatch {
  /** 标识 / Id */
  id: string
  /** 批次号 / Batch number */
  no: string
  /** 状态 / State */
  state: PaymentState
  /** 资金池 / Pot */
  pot_id: string
  /** 资金池代码 / Pot code */
  pot_code: string
  /** 资金池名称 / Pot name */
  pot_name: string
  /** 政策事项 / Item */
  item_id: string | null
  /** 限定开户行 / Bank only */
  bank_name: string | null
  /** 付款账户 / Payer id */
  payer_id: string
  /** 付款户名 / Payer */
  payer_name: string
  /** 付款账号 / Account */
  payer_account_masked: string
  /** 付款日期 / Execute on */
  execute_on: string
  /** 笔数 / Rows */
  count: number
  /** 合计金额 / Total */
  total_fen: number
  /** 合计大写 / Total in capitals */
  total_capitals: string
  /** 成功笔数 / Paid rows */
  paid_count: number
  /** 失败笔数 / Failed rows */
  failed_count: number
  /** 成功金额 / Paid */
  paid_fen: number
  /** 失败金额 / Failed */
  failed_fen: number
  /** 制单人标识 / Maker id */
  maker_id: string | null
  /** 制单人 / Maker */
  maker_name: string
  /** 复核人标识 / Checker id */
  checker_id: string | null
  /** 复核人 / Checker */
  checker_name: string | null
  /** 回盘导入人 / Settled by */
  settled_by_name: string | null
  /** 撤销人 / Cancelled by */
  cancelled_by_name: string | null
  /** 撤销理由 / Why cancelled */
  cancel_reason: string | null
  /** 制单时间 / Made */
  made: string
  /** 放行时间 / Released */
  released: string | null
  /** 回盘时间 / Settled */
  settled: string | null
  /** 撤销时间 / Cancelled */
  cancelled: string | null
  /** 文件摘要 / Digest */
  order_digest: string | null
  /** 明细 / Lines */
  lines: PaymentLine[]
  /** 银行文件 / Files */
  files: PaymentFile[]
  /** 回盘记录 / Results */
  attempts: PaymentAttempt[]
  /** 版本 / Version */
  version: number
  /** 可做的事 / Actions */
  actions: string[]
}
export interface PaymentLine {
  /** 序号 / Row */
  no: number
  /** 标识 / Id */
  payment_id: string
  /** 申请标识 / Claim id */
  claim_id: string
  /** 申请编号 / Claim */
  claim_no: string
  /** 政策事项 / Item */
  item_name: string
  /** 收款人户名 / Payee */
  payee_name: string
  /** 账号 / Account */
  account_masked: string
  /** 开户行 / Bank */
  bank_name: string
  /** 联行号 / CNAPS code */
  cnaps: string | null
  /** 金额 / Amount */
  amount_fen: number
  /** 第几次拨付 / Attempt */
  attempt: number
  /** 状态 / State */
  state: PaymentLineState
  /** 失败原因 / Reason */
  reason: string | null
  /** 银行流水号 / Reference */
  reference: string | null
  /** 交易日期 / Date */
  paid_on: string | null
}
export interface PaymentFile {
  /** 标识 / Id */
  id: string
  /** 拨付批次 / Payment batch */
  batch_id: string
  /** 批次号 / Batch number */
  batch_no: string
  /** 文件格式 / Format */
  format: PaymentFormat
  /** 文件摘要 / Digest */
  digest: string
  /** 笔数 / Rows */
  count: number
  /** 合计金额 / Total */
  total_fen: number
  /** 生成人 / Made by */
  made_by: string
  /** 生成时间 / Made */
  made: string
}
export interface PaymentAttempt {
  /** 时间 / Time */
  at: string
  /** 导入人 / By */
  by_name: string
  /** 已采用 / Taken */
  taken: boolean
  /** 行数 / Lines */
  line_count: number
  /** 问题数 / Findings */
  finding_count: number
  /** 首个问题 / First finding */
  finding: string | null
  /** 文件摘要 / Digest */
  digest: string
}
export interface PaymentNew {
  /** 付款账户 / Payer */
  payer_id: string
  /** 资金池 / Pot */
  pot_id: string
  /** 政策事项 / Item */
  item_id?: string | null
  /** 开户行 / Bank */
  bank_name?: string | null
  /** 选定的拨付 / Payments */
  payments?: string[] | null
  /** 付款日期 / Execute on */
  execute_on: string
}
export interface PaymentKey {
  /** 标识 / Id */
  id: string
}
export interface PaymentRelease {
  /** 拨付批次 / Payment batch */
  id: string
  /** 版本 / Version */
  version: number
}
export interface PaymentCancel {
  /** 拨付批次 / Payment batch */
  id: string
  /** 理由 / Reason */
  reason: string
  /** 版本 / Version */
  version: number
}
export interface PaymentFileNew {
  /** 拨付批次 / Payment batch */
  id: string
  /** 文件格式 / Format */
  format: PaymentFormat
  /** 理由 / Reason */
  reason: string
}
export interface PaymentTemplate {
  /** 拨付批次 / Payment batch */
  id: string
  /** 文件格式 / Format */
  format?: PaymentFormat | null
}
export interface PaymentResultIn {
  /** 拨付批次 / Payment batch */
  id: string
}
export interface PaymentResult {
  /** 拨付批次 / Batch */
  batch: PaymentBatch
}
export interface PaymentCheck {
  /** 行数 / Lines */
  line_count: number
  /** 成功笔数 / Paid rows */
  paid_count: number
  /** 失败笔数 / Failed rows */
  failed_count: number
  /** 成功金额 / Paid */
  paid_fen: number
  /** 失败金额 / Failed */
  failed_fen: number
  /** 问题数 / Findings in all */
  finding_count: number
  /** 问题 / Findings */
  findings: PaymentFinding[]
}
export interface PaymentFinding {
  /** 行 / Line */
  line: number
  /** 问题 / Finding */
  text: string
}
export interface PaymentReturn {
  /** 拨付批次 / Payment batch */
  id: string
  /** 序号 / Row */
  no: number
  /** 理由 / Reason */
  reason: string
  /** 版本 / Version */
  version: number
}
export interface ReconcileQuery {
  /** 资金池 / Pot */
  pot_id: string
  /** 放行日期自 / Released from */
  from?: string | null
  /** 放行日期至 / Released to */
  to?: string | null
  /** 只看不符 / Differences only */
  differences?: boolean | null
  /** 翻页位置 / Cursor */
  after?: string | null
  /** 每页条数 / Page size */
  limit?: number | null
}
export interface ReconcilePage {
  /** 对账 / Rows */
  items: ReconcileRow[]
  /** 已核对 / Checked */
  checked: number
  /** 下一页 / Next page */
  next: string | null
}
export interface ReconcileRow {
  /** 申请标识 / Claim id */
  claim_id: string
  /** 申请编号 / Claim */
  claim_no: string | null
  /** 申请状态 / State of the claim */
  claim_state: ClaimState | null
  /** 申请待付 / Claim: due */
  claim_due_fen: number
  /** 申请已付 / Claim: paid */
  claim_paid_fen: number
  /** 台账已核定 / Ledger: committed */
  ledger_committed_fen: number
  /** 台账已拨付 / Ledger: paid */
  ledger_paid_fen: number
  /** 银行待付 / Bank: waiting */
  bank_waiting_fen: number
  /** 银行已付 / Bank: paid */
  bank_paid_fen: number
  /** 批次 / Batches */
  batch_no: string | null
  /** 银行流水号 / References */
  reference: string | null
  /** 不符 / Difference */
  difference: string | null
  /** 付款记录 / Transfers */
  transfers: ReconcileTransfer[]
}
export interface ReconcileTransfer {
  /** 批次标识 / Batch id */
  batch_id: string
  /** 批次 / Batch */
  batch_no: string
  /** 序号 / Row */
  no: number
  /** 状态 / State */
  state: PaymentLineState
  /** 金额 / Amount */
  amount_fen: number
  /** 银行流水号 / Reference */
  reference: string | null
}
export interface ReconcileExport {
  /** 资金池 / Pot */
  pot_id: string
  /** 放行日期自 / Released from */
  from?: string | null
  /** 放行日期至 / Released to */
  to?: string | null
  /** 只看不符 / Differences only */
  differences?: boolean | null
  /** 文件格式 / Format */
  format?: PaymentFormat | null
}

export interface Api {
  /** Is the server alive and its store readable? */
  health: { in: Nothing; out: Health }
  /** This description */
  openapi: { in: Nothing; out: Blob }
  /** Zones to choose from when signing in */
  listZones: { in: Nothing; out: ZoneChoices }
  /** The caller's zone with its areas and departments */
  getZone: { in: Nothing; out: ZonePage }
  /** Rename the zone */
  editZone: { in: ZoneChange; out: ZonePage }
  /** A new area of the zone */
  createArea: { in: ZonePartNew; out: ZonePart }
  /** Rename an area */
  editArea: { in: ZonePartChange; out: ZonePart }
  /** A new department of the zone */
  createDepartment: { in: ZonePartNew; out: ZonePart }
  /** Rename a department */
  editDepartment: { in: ZonePartChange; out: ZonePart }
  /** Who may do what: role, right and scope */
  getRights: { in: Nothing; out: RightMatrix }
  /** The audit trail, newest first */
  listAudit: { in: AuditFind; out: AuditPage }
  /** The newest record of the chain */
  getAuditHead: { in: Nothing; out: AuditHead }
  /** Check a piece of the chain */
  verifyAudit: { in: AuditVerify; out: AuditVerdict }
  /** Destroy the payload of a record, on record */
  eraseAudit: { in: AuditErase; out: AuditHead }
  /** How far a job is */
  getJob: { in: JobKey; out: Job }
  /** Stop a job */
  cancelJob: { in: JobKey; out: Job }
  /** Who is signed in, with roles, rights and CSRF token */
  getSession: { in: Nothing; out: SessionInfo }
  /** Sign in */
  signIn: { in: SignIn; out: SessionInfo }
  /** Sign out */
  signOut: { in: Nothing; out: Nothing }
  /** Change one's own password */
  changePassword: { in: PasswordChange; out: SessionInfo }
  /** Choose a password with an invitation */
  acceptInvitation: { in: InviteAccept; out: InviteAccepted }
  /** People of the zone */
  listUsers: { in: UserFind; out: UserPage }
  /** Invite a person */
  createUser: { in: UserNew; out: UserInvitation }
  /** One person */
  getUser: { in: UserKey; out: User }
  /** Change a person's name and roles */
  editUser: { in: UserChange; out: User }
  /** New invitation; password and sessions end */
  resetUser: { in: UserVersion; out: UserInvitation }
  /** Switch an account off */
  disableUser: { in: UserVersion; out: User }
  /** Switch an account on again */
  enableUser: { in: UserVersion; out: User }
  /** Live sessions of a person (oneself, or with user_read) */
  listSessions: { in: UserKey; out: UserSessions }
  /** End a session (one's own, or with user_admin) */
  endSession: { in: UserSessionKey; out: UserSessions }
  /** List enterprises */
  listEnterprises: { in: EnterpriseQuery; out: EnterprisePage }
  /** Enterprises of a filter as a spreadsheet */
  exportEnterprises: { in: EnterpriseExport; out: Blob }
  /** Add an enterprise */
  createEnterprise: { in: EnterpriseNew; out: Enterprise }
  /** One enterprise with everything on its page */
  getEnterprise: { in: RegistryKey; out: Enterprise }
  /** Change an enterprise */
  editEnterprise: { in: EnterpriseEdit; out: Enterprise }
  /** Merge an enterprise into another */
  mergeEnterprise: { in: EnterpriseMerge; out: Enterprise }
  /** Add a code */
  addIdentifier: { in: IdentifierNew; out: Enterprise }
  /** Add a relation to the zone */
  addRelation: { in: RelationNew; out: Enterprise }
  /** Change a relation to the zone */
  editRelation: { in: RelationEdit; out: Enterprise }
  /** Add a flag */
  addFlag: { in: FlagNew; out: Enterprise }
  /** Change a flag */
  editFlag: { in: FlagEdit; out: Enterprise }
  /** Write the figures of a year */
  putYear: { in: YearPut; out: Enterprise }
  /** List the workers of an enterprise */
  listWorkers: { in: WorkerQuery; out: WorkerPage }
  /** Add a worker */
  createWorker: { in: WorkerNew; out: Worker }
  /** Change a worker */
  editWorker: { in: WorkerEdit; out: Worker }
  /** Show an identity number, with a reason */
  revealWorker: { in: WorkerReveal; out: WorkerIdentity }
  /** List the base lists */
  listBaseLists: { in: Nothing; out: BaseLists }
  /** Add a base list */
  createBaseList: { in: BaseListNew; out: BaseList }
  /** Freeze a base list */
  freezeBaseList: { in: BaseListFreeze; out: BaseList }
  /** Sections and divisions of GB/T 4754-2017 */
  listIndustries: { in: Nothing; out: IndustryChoices }
  /** Check a code before it is stored */
  checkCode: { in: CodeQuery; out: CodeAnswer }
  /** List the files of an enterprise */
  listAttachments: { in: AttachmentKey; out: Attachments }
  /** Attach a file to an enterprise */
  createAttachment: { in: AttachmentNew; out: Attachment }
  /** List the files of a claim */
  listClaimAttachments: { in: AttachmentKey; out: Attachments }
  /** Attach a file to a claim */
  createClaimAttachment: { in: AttachmentNew; out: Attachment }
  /** Download a file */
  getAttachmentContent: { in: AttachmentKey; out: Blob }
  /** Remove a file */
  deleteAttachment: { in: AttachmentKey; out: Attachment }
  /** Upload a sheet; its columns are matched by their headings */
  createImport: { in: ImportNew; out: Import }
  /** Imports, the newest first */
  listImports: { in: ImportQuery; out: ImportPage }
  /** One import: columns, fields to match, progress, receipt */
  getImport: { in: ImportKey; out: Import }
  /** Say which column fills which field */
  mapImport: { in: ImportMapping; out: Import }
  /** How the first rows would be taken */
  previewImport: { in: ImportKey; out: ImportPreview }
  /** Queue the import */
  startImport: { in: ImportStart; out: Import }
  /** Remarks on rows, in the order of the file */
  listImportIssues: { in: ImportIssueQuery; out: ImportIssuePage }
  /** The same sheet back with result and reason */
  downloadImportSheet: { in: ImportSheetQuery; out: Blob }
  /** Rows that somebody has to look at */
  listQuarantine: { in: QuarantineQuery; out: QuarantinePage }
  /** One row, with enterprises of the same name */
  getQuarantine: { in: ImportKey; out: QuarantineItem }
  /** Take the row as corrected, or attach it to an enterprise */
  acceptQuarantine: { in: QuarantineAccept; out: QuarantineItem }
  /** Discard the row with a reason */
  discardQuarantine: { in: QuarantineDiscard; out: QuarantineItem }
  /** What happened to an enterprise, by hand and by imports, newest first */
  listEnterpriseTrail: { in: TrailQuery; out: TrailPage }
  /** The zone at a glance */
  getCockpit: { in: Nothing; out: Cockpit }
  /** What waits for this person */
  getHome: { in: Nothing; out: Home }
  /** Install a pack from a folder on the server's machine (the command line only) */
  installPack: { in: PackNew; out: PackInstalled }
  /** List the pots */
  listPots: { in: FundPotQuery; out: FundPotPage }
  /** Set up a pot with its first budget */
  createPot: { in: FundPotNew; out: FundPot }
  /** One pot with its balances and who may spend it */
  getPot: { in: FundKey; out: FundPot }
  /** Change the description of a pot */
  editPot: { in: FundPotEdit; out: FundPot }
  /** Add or cut budget with a reason */
  changePotBudget: { in: FundBudgetChange; out: FundPot }
  /** Close a pot: nothing new is reserved */
  closePot: { in: FundPotClose; out: FundPot }
  /** The ledger of a pot, newest first */
  listPotEntries: { in: FundEntryQuery; out: FundEntryPage }
  /** The ledger of a pot as a spreadsheet */
  exportPotEntries: { in: FundEntryExport; out: Blob }
  /** What each claim has in a pot */
  listPotSubjects: { in: FundSubjectQuery; out: FundSubjectPage }
  /** The money of one claim: balances and entries */
  getFundSubject: { in: FundSubjectKey; out: FundSubjectStory }
  /** Sums of all pots by year */
  getFundSummary: { in: FundSummaryQuery; out: FundSummary }
  /** Check the ledger of one pot, then the next */
  verifyFund: { in: FundVerify; out: FundVerdict }
  /** Facts that rules and forms may use */
  listPolicyFacts: { in: Nothing; out: PolicyFacts }
  /** Policy documents */
  listPolicies: { in: Nothing; out: PolicyDocuments }
  /** Add a policy document */
  createPolicy: { in: PolicyDocumentNew; out: PolicyDocument }
  /** One policy document */
  getPolicy: { in: PolicyKey; out: PolicyDocument }
  /** Change a policy document */
  editPolicy: { in: PolicyDocumentEdit; out: PolicyDocument }
  /** Claimable items of policies */
  listPolicyItems: { in: PolicyItemQuery; out: PolicyItems }
  /** Add an item to a policy */
  createPolicyItem: { in: PolicyItemNew; out: PolicyItem }
  /** One item with its form */
  getPolicyItem: { in: PolicyKey; out: PolicyItem }
  /** Change an item */
  editPolicyItem: { in: PolicyItemEdit; out: PolicyItem }
  /** Judge an item for an enterprise or for declared facts */
  judgePolicyItem: { in: JudgeAsk; out: Judgement }
  /** Rule versions of an item */
  listRules: { in: PolicyKey; out: RuleVersions }
  /** Draft a rule version */
  createRule: { in: RuleNew; out: RuleVersion }
  /** One rule version with its texts */
  getRule: { in: PolicyKey; out: RuleVersion }
  /** Change a rule version that is not published */
  editRule: { in: RuleEdit; out: RuleVersion }
  /** A rule as tables in words */
  viewRule: { in: PolicyKey; out: RuleView }
  /** Tests and findings of a rule version, nothing stored */
  checkRule: { in: PolicyKey; out: RuleOutcome }
  /** Run the tests of a rule version and keep the outcome */
  testRule: { in: RuleStep; out: RuleOutcome }
  /** Review a tested rule version */
  reviewRule: { in: RuleStep; out: RuleVersion }
  /** Publish a reviewed rule version */
  publishRule: { in: RuleStep; out: RuleOutcome }
  /** Items that anybody may try, without sign-in */
  listTryItems: { in: TryList; out: PolicyItems }
  /** Judge declared facts without sign-in; nothing is stored */
  tryPolicyItem: { in: TryAsk; out: Judgement }
  /** Queue a match of all items with all enterprises and workers */
  runMatch: { in: MatchNew; out: MatchRun }
  /** A run of the match: progress, what it looked at, what changed */
  getMatch: { in: MatchKey; out: MatchRun }
  /** The newest verdicts of every item in numbers of enterprises */
  getMatchSummary: { in: Nothing; out: MatchSummary }
  /** The enterprises of an item as the last run found them */
  listItemMatches: { in: MatchQuery; out: MatchPage }
  /** What an enterprise is entitled to, with reasons */
  listEntitlements: { in: MatchKey; out: Entitlements }
  /** One item for an enterprise, worker by worker */
  getEntitlement: { in: EntitlementKey; out: Entitlement }
  /** Verdicts of an enterprise that a run changed, newest first */
  listEntitlementChanges: { in: MatchKey; out: MatchChanges }
  /** List claims */
  listClaims: { in: ClaimQuery; out: ClaimPage }
  /** Draft a claim */
  createClaim: { in: ClaimNew; out: Claim }
  /** How many claims are in each state */
  countClaims: { in: Nothing; out: ClaimCounts }
  /** What many decisions would do */
  previewDecisions: { in: ClaimDecisions; out: ClaimOutcomes }
  /** Decide many claims, each by itself */
  decideClaims: { in: ClaimDecisions; out: ClaimOutcomes }
  /** One claim with lines, reasons, payments and history */
  getClaim: { in: ClaimKey; out: Claim }
  /** Replace form and lines of a draft or a supplement */
  editClaim: { in: ClaimEdit; out: Claim }
  /** The lines as a sheet to fill in */
  getClaimSheet: { in: ClaimKey; out: Blob }
  /** Replace the lines by those of a sheet */
  putClaimSheet: { in: ClaimSheetNew; out: ClaimSheet }
  /** Submit a draft or answer a supplement */
  submitClaim: { in: ClaimStep; out: Claim }
  /** Withdraw a claim before its approval */
  withdrawClaim: { in: ClaimStep; out: Claim }
  /** Take a claim out of the queue */
  takeClaim: { in: ClaimStep; out: Claim }
  /** Pass the first review */
  passClaim: { in: ClaimStep; out: Claim }
  /** Approve in the second review */
  approveClaim: { in: ClaimStep; out: Claim }
  /** Reject with a reason */
  rejectClaim: { in: ClaimReasoned; out: Claim }
  /** Send it back for a supplement; the clock stops */
  askSupplement: { in: ClaimReasoned; out: Claim }
  /** Pay again to the payee's new verified account */
  correctPayment: { in: ClaimStep; out: Claim }
  /** List payee accounts */
  listAccounts: { in: PayeeQuery; out: PayeePage }
  /** Enter a payee account */
  createAccount: { in: PayeeNew; out: PayeeAccount }
  /** One payee account */
  getAccount: { in: PayeeKey; out: PayeeAccount }
  /** Verify an account that another person entered */
  verifyAccount: { in: PayeeVerify; out: PayeeAccount }
  /** Refuse an account */
  refuseAccount: { in: PayeeRefuse; out: PayeeAccount }
  /** The whole number; the reason is on record */
  revealAccount: { in: PayeeReveal; out: PayeeNumber }
  /** List the accounts that are paid from */
  listPayers: { in: Nothing; out: Payers }
  /** Enter an account that is paid from */
  createPayer: { in: PayerNew; out: Payer }
  /** Close an account: no new batch takes it */
  closePayer: { in: PayerClose; out: Payer }
  /** List the payments that wait for a batch */
  listPayables: { in: PayableQuery; out: Payables }
  /** List the payment batches, newest first */
  listPayments: { in: PaymentQuery; out: PaymentPage }
  /** Make a payment batch */
  createPayment: { in: PaymentNew; out: PaymentBatch }
  /** One payment batch with its lines, files and results */
  getPayment: { in: PaymentKey; out: PaymentBatch }
  /** Release a batch that another person made */
  releasePayment: { in: PaymentRelease; out: PaymentBatch }
  /** Cancel a batch before its release */
  cancelPayment: { in: PaymentCancel; out: PaymentBatch }
  /** Make the bank's file of a batch, with a reason */
  createPaymentFile: { in: PaymentFileNew; out: PaymentFile }
  /** Download a file that one made oneself */
  getPaymentFileContent: { in: PaymentKey; out: Blob }
  /** The printed pay sheet of a batch as PDF */
  getPaymentSheet: { in: PaymentKey; out: Blob }
  /** The empty result of a batch, to be filled in */
  getPaymentTemplate: { in: PaymentTemplate; out: Blob }
  /** Import the bank's result of a batch */
  importPaymentResult: { in: PaymentResultIn; out: PaymentResult }
  /** Look at the bank's result before it is booked */
  checkPaymentResult: { in: PaymentResultIn; out: PaymentCheck }
  /** Book a paid row that the bank sent back */
  returnPayment: { in: PaymentReturn; out: PaymentBatch }
  /** Claims of a pot beside the ledger and the bank */
  listReconciliation: { in: ReconcileQuery; out: ReconcilePage }
  /** The reconciliation of a filter as a spreadsheet */
  exportReconciliation: { in: ReconcileExport; out: Blob }
}
export const ENDPOINTS: { readonly [K in keyof Api]: Endpoint } = {
  health: { method: 'GET', path: '/health' },
  openapi: { method: 'GET', path: '/openapi.json', download: true },
  listZones: { method: 'GET', path: '/zones' },
  getZone: { method: 'GET', path: '/zone' },
  editZone: { method: 'PUT', path: '/zone' },
  createArea: { method: 'POST', path: '/zone/areas', idempotent: true },
  editArea: { method: 'PUT', path: '/zone/areas/{id}' },
  createDepartment: { method: 'POST', path: '/zone/departments', idempotent: true },
  editDepartment: { method: 'PUT', path: '/zone/departments/{id}' },
  getRights: { method: 'GET', path: '/rights' },
  listAudit: { method: 'GET', path: '/audit' },
  getAuditHead: { method: 'GET', path: '/audit/head' },
  verifyAudit: { method: 'GET', path: '/audit/verify' },
  eraseAudit: { method: 'POST', path: '/audit/{seq}/erase' },
  getJob: { method: 'GET', path: '/jobs/{id}' },
  cancelJob: { method: 'DELETE', path: '/jobs/{id}' },
  getSession: { method: 'GET', path: '/session' },
  signIn: { method: 'POST', path: '/session' },
  signOut: { method: 'DELETE', path: '/session' },
  changePassword: { method: 'POST', path: '/session/password' },
  acceptInvitation: { method: 'POST', path: '/invitations/accept' },
  listUsers: { method: 'GET', path: '/users' },
  createUser: { method: 'POST', path: '/users' },
  getUser: { method: 'GET', path: '/users/{id}' },
  editUser: { method: 'PUT', path: '/users/{id}' },
  resetUser: { method: 'POST', path: '/users/{id}/reset' },
  disableUser: { method: 'POST', path: '/users/{id}/disable' },
  enableUser: { method: 'POST', path: '/users/{id}/enable' },
  listSessions: { method: 'GET', path: '/users/{id}/sessions' },
  endSession: { method: 'DELETE', path: '/users/{id}/sessions/{session_id}' },
  listEnterprises: { method: 'GET', path: '/enterprises' },
  exportEnterprises: { method: 'GET', path: '/enterprises/export', download: true },
  createEnterprise: { method: 'POST', path: '/enterprises', idempotent: true },
  getEnterprise: { method: 'GET', path: '/enterprises/{id}' },
  editEnterprise: { method: 'PUT', path: '/enterprises/{id}' },
  mergeEnterprise: { method: 'POST', path: '/enterprises/{id}/merge' },
  addIdentifier: { method: 'POST', path: '/enterprises/{id}/identifiers' },
  addRelation: { method: 'POST', path: '/enterprises/{id}/relations' },
  editRelation: { method: 'PUT', path: '/enterprises/{id}/relations/{relation_id}' },
  addFlag: { method: 'POST', path: '/enterprises/{id}/flags' },
  editFlag: { method: 'PUT', path: '/enterprises/{id}/flags/{flag_id}' },
  putYear: { method: 'PUT', path: '/enterprises/{id}/years/{year}' },
  listWorkers: { method: 'GET', path: '/enterprises/{id}/workers' },
  createWorker: { method: 'POST', path: '/enterprises/{id}/workers' },
  editWorker: { method: 'PUT', path: '/workers/{id}' },
  revealWorker: { method: 'POST', path: '/workers/{id}/reveal' },
  listBaseLists: { method: 'GET', path: '/lists' },
  createBaseList: { method: 'POST', path: '/lists' },
  freezeBaseList: { method: 'POST', path: '/lists/{id}/freeze' },
  listIndustries: { method: 'GET', path: '/industries' },
  checkCode: { method: 'GET', path: '/codes/check' },
  listAttachments: { method: 'GET', path: '/enterprises/{id}/attachments' },
  createAttachment: { method: 'POST', path: '/enterprises/{id}/attachments', upload: 20971520 },
  listClaimAttachments: { method: 'GET', path: '/claims/{id}/attachments' },
  createClaimAttachment: { method: 'POST', path: '/claims/{id}/attachments', upload: 20971520 },
  getAttachmentContent: { method: 'GET', path: '/attachments/{id}/content', download: true },
  deleteAttachment: { method: 'DELETE', path: '/attachments/{id}' },
  createImport: { method: 'POST', path: '/imports', upload: 67108864 },
  listImports: { method: 'GET', path: '/imports' },
  getImport: { method: 'GET', path: '/imports/{id}' },
  mapImport: { method: 'PUT', path: '/imports/{id}/mapping' },
  previewImport: { method: 'GET', path: '/imports/{id}/preview' },
  startImport: { method: 'POST', path: '/imports/{id}/start' },
  listImportIssues: { method: 'GET', path: '/imports/{id}/issues' },
  downloadImportSheet: { method: 'GET', path: '/imports/{id}/sheet', download: true },
  listQuarantine: { method: 'GET', path: '/quarantine' },
  getQuarantine: { method: 'GET', path: '/quarantine/{id}' },
  acceptQuarantine: { method: 'POST', path: '/quarantine/{id}/accept' },
  discardQuarantine: { method: 'POST', path: '/quarantine/{id}/discard' },
  listEnterpriseTrail: { method: 'GET', path: '/enterprises/{id}/trail' },
  getCockpit: { method: 'GET', path: '/cockpit' },
  getHome: { method: 'GET', path: '/home' },
  installPack: { method: 'POST', path: '/packs' },
  listPots: { method: 'GET', path: '/pots' },
  createPot: { method: 'POST', path: '/pots', idempotent: true },
  getPot: { method: 'GET', path: '/pots/{id}' },
  editPot: { method: 'PUT', path: '/pots/{id}' },
  changePotBudget: { method: 'POST', path: '/pots/{id}/budget', idempotent: true },
  closePot: { method: 'POST', path: '/pots/{id}/close' },
  listPotEntries: { method: 'GET', path: '/pots/{id}/entries' },
  exportPotEntries: { method: 'GET', path: '/pots/{id}/entries/export', download: true },
  listPotSubjects: { method: 'GET', path: '/pots/{id}/subjects' },
  getFundSubject: { method: 'GET', path: '/fund/subjects/{subject}' },
  getFundSummary: { method: 'GET', path: '/fund/summary' },
  verifyFund: { method: 'GET', path: '/fund/verification' },
  listPolicyFacts: { method: 'GET', path: '/policy-facts' },
  listPolicies: { method: 'GET', path: '/policies' },
  createPolicy: { method: 'POST', path: '/policies', idempotent: true },
  getPolicy: { method: 'GET', path: '/policies/{id}' },
  editPolicy: { method: 'PUT', path: '/policies/{id}' },
  listPolicyItems: { method: 'GET', path: '/policy-items' },
  createPolicyItem: { method: 'POST', path: '/policy-items', idempotent: true },
  getPolicyItem: { method: 'GET', path: '/policy-items/{id}' },
  editPolicyItem: { method: 'PUT', path: '/policy-items/{id}' },
  judgePolicyItem: { method: 'POST', path: '/policy-items/{id}/judge' },
  listRules: { method: 'GET', path: '/policy-items/{id}/rules' },
  createRule: { method: 'POST', path: '/policy-items/{id}/rules', idempotent: true },
  getRule: { method: 'GET', path: '/rules/{id}' },
  editRule: { method: 'PUT', path: '/rules/{id}' },
  viewRule: { method: 'GET', path: '/rules/{id}/view' },
  checkRule: { method: 'GET', path: '/rules/{id}/check' },
  testRule: { method: 'POST', path: '/rules/{id}/test' },
  reviewRule: { method: 'POST', path: '/rules/{id}/review' },
  publishRule: { method: 'POST', path: '/rules/{id}/publish' },
  listTryItems: { method: 'GET', path: '/try/{zone}/items' },
  tryPolicyItem: { method: 'POST', path: '/try/{zone}/items/{code}' },
  runMatch: { method: 'POST', path: '/matches', idempotent: true },
  getMatch: { method: 'GET', path: '/matches/{id}' },
  getMatchSummary: { method: 'GET', path: '/match-summary' },
  listItemMatches: { method: 'GET', path: '/policy-items/{id}/matches' },
  listEntitlements: { method: 'GET', path: '/enterprises/{id}/entitlements' },
  getEntitlement: { method: 'GET', path: '/enterprises/{id}/entitlements/{item_id}' },
  listEntitlementChanges: { method: 'GET', path: '/enterprises/{id}/entitlement-changes' },
  listClaims: { method: 'GET', path: '/claims' },
  createClaim: { method: 'POST', path: '/claims', idempotent: true },
  countClaims: { method: 'GET', path: '/claims/counts' },
  previewDecisions: { method: 'POST', path: '/claims/decisions/preview' },
  decideClaims: { method: 'POST', path: '/claims/decisions', idempotent: true },
  getClaim: { method: 'GET', path: '/claims/{id}' },
  editClaim: { method: 'PUT', path: '/claims/{id}' },
  getClaimSheet: { method: 'GET', path: '/claims/{id}/sheet', download: true },
  putClaimSheet: { method: 'POST', path: '/claims/{id}/sheet', upload: 8388608 },
  submitClaim: { method: 'POST', path: '/claims/{id}/submit', idempotent: true },
  withdrawClaim: { method: 'POST', path: '/claims/{id}/withdraw' },
  takeClaim: { method: 'POST', path: '/claims/{id}/take' },
  passClaim: { method: 'POST', path: '/claims/{id}/pass' },
  approveClaim: { method: 'POST', path: '/claims/{id}/approve', idempotent: true },
  rejectClaim: { method: 'POST', path: '/claims/{id}/reject' },
  askSupplement: { method: 'POST', path: '/claims/{id}/supplement' },
  correctPayment: { method: 'POST', path: '/claims/{id}/correct' },
  listAccounts: { method: 'GET', path: '/accounts' },
  createAccount: { method: 'POST', path: '/accounts', idempotent: true },
  getAccount: { method: 'GET', path: '/accounts/{id}' },
  verifyAccount: { method: 'POST', path: '/accounts/{id}/verify' },
  refuseAccount: { method: 'POST', path: '/accounts/{id}/refuse' },
  revealAccount: { method: 'POST', path: '/accounts/{id}/reveal' },
  listPayers: { method: 'GET', path: '/payers' },
  createPayer: { method: 'POST', path: '/payers', idempotent: true },
  closePayer: { method: 'POST', path: '/payers/{id}/close' },
  listPayables: { method: 'GET', path: '/payables' },
  listPayments: { method: 'GET', path: '/payments' },
  createPayment: { method: 'POST', path: '/payments', idempotent: true },
  getPayment: { method: 'GET', path: '/payments/{id}' },
  releasePayment: { method: 'POST', path: '/payments/{id}/release' },
  cancelPayment: { method: 'POST', path: '/payments/{id}/cancel' },
  createPaymentFile: { method: 'POST', path: '/payments/{id}/files' },
  getPaymentFileContent: { method: 'GET', path: '/payment-files/{id}/content', download: true },
  getPaymentSheet: { method: 'GET', path: '/payments/{id}/sheet', download: true },
  getPaymentTemplate: { method: 'GET', path: '/payments/{id}/template', download: true },
  importPaymentResult: { method: 'POST', path: '/payments/{id}/results', upload: 4194304 },
  checkPaymentResult: { method: 'POST', path: '/payments/{id}/result-checks', upload: 4194304 },
  returnPayment: { method: 'POST', path: '/payments/{id}/returns' },
  listReconciliation: { method: 'GET', path: '/reconciliation' },
  exportReconciliation: { method: 'GET', path: '/reconciliation/export', download: true },
}
