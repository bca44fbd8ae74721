export interface ConsentDocument {
  document: string
  title: string
  /** Names the wording that is shown now; another wording is another version. */
  version: string
  /** One sentence of what is agreed to. */
  summary: string
  /** What stops when it is withdrawn. */
  withdrawal: string
}

/** What a person may agree to, each by itself and each to be taken back. Nothing here is asked before it is needed. */
export const CONSENT_DOCUMENTS = [
  {
    document: 'privacy', title: '隐私政策', version: '2026-1', summary: '只收办事要用的信息，加密保存，别人看到的都打码。',
    withdrawal: '撤回以后只能浏览；要删掉全部信息，请注销账号。',
  },
  {
    document: 'phone', title: '使用手机号', version: '2026-1', summary: '手机号只给正在帮您办事的人看，每次都有记录。',
    withdrawal: '撤回以后，办事的人只能在小程序里联系您。',
  },
  {
    document: 'location', title: '使用位置', version: '2026-1', summary: '只在您反映问题或到场签到时用一次，不跟踪。',
    withdrawal: '撤回以后，请手动选地点。',
  },
  {
    document: 'sensitive', title: '敏感信息单独同意', version: '2026-1', summary: '健康、困难、独居、未成年人的事，只有审核和帮忙的人看得到全部内容。',
    withdrawal: '撤回以后，这类心愿不再公开，也不再有人能看到全部内容。',
  },
  {
    document: 'dependents', title: '代家人办事', version: '2026-1', summary: '您替老人或孩子办事，已经得到本人或监护人同意。',
    withdrawal: '撤回以后，不能再替家人提交新的事情。',
  },
] as const satisfies readonly ConsentDocument[]
