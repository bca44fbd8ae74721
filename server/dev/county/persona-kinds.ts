import { ROLE_LABELS } from '@huying/shared/kernel/role'

/** A kind of person of the demo county that one may log in as. */
export interface PersonaKind {
  roleLabel: string
  /** One sentence: what this person can do. */
  mayDo: string
}

const kind = (roleLabel: string, mayDo: string): PersonaKind => ({ roleLabel, mayDo })

/**
 * Every kind by its key, in the order in which they are listed. The first of each lives or works in the same grid,
 * community and town, except where the key says otherwise.
 */
export const PERSONA_KINDS: Readonly<Record<string, PersonaKind>> = {
  resident: kind(ROLE_LABELS.resident, '许心愿、提诉求、预约服务，办完以后评价。'),
  neighbour: kind('同网格的邻居', '和居民住在同一个网格，可以对同一件事说“我也遇到了”。'),
  elder: kind('老年居民', '用长辈模式；预约不会因为没到而受限。'),
  guardian: kind('监护人', '替登记过同意的老人和孩子许心愿、预约。'),
  member: kind(ROLE_LABELS.member, '认领本镇的微心愿，记进展，完成后拍照交回。'),
  'member-same-grid': kind('同网格的党员', '和党员同在一个支部、一个网格，两人可能同时认领一个心愿。'),
  'member-other-town': kind('外镇党员', '看得到本镇的心愿，但不在可认领的范围内。'),
  'member-retired': kind('退休党员', '认领心愿，不用到社区报到。'),
  secretary: kind(ROLE_LABELS.secretary, '党员所在支部的书记：确认认领、组队、为没人认领的心愿指派党员。'),
  'second-secretary': kind(ROLE_LABELS.secretary, '同一支部的另一位书记，用于需要两个人的决定。'),
  'grid-leader-a': kind('片长（A岗）', '本网格的第一接件人：接件、联系、办结，也可以替居民代办。'),
  'grid-leader-b': kind('片长（B岗）', 'A岗请假时在岗，接着办同一批事。'),
  'block-leader': kind(ROLE_LABELS.blockLeader, '大片区内网格没有人在岗时顶上。'),
  'region-leader': kind(ROLE_LABELS.regionLeader, '大片区也没有人在岗时顶上。'),
  'community-worker': kind(ROLE_LABELS.communityWorker, '审核心愿，办理和合并诉求，吹哨上报，到现场核验。'),
  'second-community-worker': kind(ROLE_LABELS.communityWorker, '同一社区的另一位干部：审核申诉，参加需要两个人的决定。'),
  'other-community-worker': kind('外社区的干部', '同一街道另一个社区的干部，看不到本社区的台账。'),
  'service-staff': kind(ROLE_LABELS.serviceStaff, '看当天的预约，签到，登记现场来的人，管理场次。'),
  'call-back': kind(ROLE_LABELS.callBackOfficer, '打电话回访，记下居民本人的回答；自己办过的不能回访。'),
  chair: kind(ROLE_LABELS.chair, '本季度的轮值会长：把台账派给部门，决定退单和延期，提出挂账。'),
  'past-chair': kind('上一季度的轮值会长', '任期已满，不能再派单。'),
  'other-chair': kind('外社区的轮值会长', '只管自己联合会的台账。'),
  handler: kind(ROLE_LABELS.unitHandler, '住建部门的承办人：接单、退单、办理、答复。'),
  'other-handler': kind('其他部门的承办人', '别的单位的承办人，看不到住建部门的派单。'),
  'street-officer': kind(ROLE_LABELS.streetOfficer, '街道联席会：一级督办的台账归这里，退回两次的由这里决定。'),
  'second-street-officer': kind(ROLE_LABELS.streetOfficer, '同一街道的另一位干部，用于需要两个人的决定。'),
  'county-officer': kind(ROLE_LABELS.countyOfficer, '县领导小组：二级督办的台账归这里。'),
  'second-county-officer': kind(ROLE_LABELS.countyOfficer, '县领导小组的另一位干部：县级挂账要由另一个人批准。'),
  auditor: kind(ROLE_LABELS.auditor, '看全县的事，个人信息隐去，什么也不能改。'),
  administrator: kind(ROLE_LABELS.administrator, '管任职、目录、日历和设置，看不到联系方式。'),
  'second-administrator': kind(ROLE_LABELS.administrator, '带来权限的任职要由另一位管理员批准。'),
}
