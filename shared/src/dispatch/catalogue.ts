/** Who handles what: why a unit may hand a dispatch back, and the county's default catalogue of dispatch rules 派单目录. */

export interface ReturnReason {
  code: string
  label: string
  /** What the basis has to name. */
  basisAsks: string
}

/** Why a unit may ask to hand a dispatch back; always with its basis. */
export const RETURN_REASONS = [
  { code: 'notAuthority', label: '不在本部门职责内', basisAsks: '三定方案或权责清单的条目' },
  { code: 'notArea', label: '不在本部门管辖的区域', basisAsks: '管辖范围的文件或地图' },
  { code: 'otherLead', label: '应由其他部门主办，本部门协办', basisAsks: '建议的主办部门和分工依据' },
  { code: 'handled', label: '同一件事本部门已在另一单办理', basisAsks: '那一单的编号' },
  { code: 'wrongFacts', label: '与现场情况不符', basisAsks: '现场查看的时间和照片说明' },
  { code: 'court', label: '已进入诉讼、仲裁、复议程序', basisAsks: '案号或受理通知' },
] as const satisfies readonly ReturnReason[]
