/** What kinds of wishes there are, what helps with them, and why one may be refused. Codes are stored; labels may change. */

/** What a party member can offer. */
export const SKILLS = [
  { code: 'plumbing', label: '水电维修' },
  { code: 'carpentry', label: '家具门窗修理' },
  { code: 'appliance', label: '家电维修' },
  { code: 'phone', label: '教用手机' },
  { code: 'driving', label: '开车接送' },
  { code: 'errand', label: '跑腿代买' },
  { code: 'cooking', label: '做饭烧菜' },
  { code: 'haircut', label: '理发' },
  { code: 'cleaning', label: '打扫收拾' },
  { code: 'tutoring', label: '课业辅导' },
  { code: 'childcare', label: '陪孩子' },
  { code: 'company', label: '聊天陪伴' },
  { code: 'counselling', label: '心理疏导' },
  { code: 'nursing', label: '护理与量血压' },
  { code: 'medicine', label: '看病问诊' },
  { code: 'law', label: '法律咨询' },
  { code: 'paperwork', label: '办证填表' },
  { code: 'jobs', label: '找工作' },
  { code: 'farming', label: '种养技术' },
  { code: 'livestock', label: '畜牧兽医' },
  { code: 'selling', label: '网上卖货' },
  { code: 'music', label: '唱歌乐器' },
  { code: 'calligraphy', label: '书法绘画' },
  { code: 'sports', label: '运动健身' },
  { code: 'photography', label: '拍照摄影' },
  { code: 'goods', label: '捐赠物品' },
] as const
export type SkillCode = (typeof SKILLS)[number]['code']

export interface WishCategory {
  code: string
  label: string
  /** A wish of this kind, small, concrete and feasible. */
  example: string
  /** Health, poverty, minors, living alone: shown to the public as 一位居民, with town and day only. */
  isSensitive: boolean
  /** Offered skills that fit; routing asks members with one of them first. */
  skills: readonly SkillCode[]
}

export const WISH_CATEGORIES = [
  { code: 'repair', label: '修修补补', example: '厨房的灯坏了，想请人换一盏', isSensitive: false, skills: ['plumbing', 'carpentry', 'appliance'] },
  { code: 'digital', label: '手机电脑', example: '想学会用手机和外地的儿子视频', isSensitive: false, skills: ['phone'] },
  { code: 'errand', label: '跑腿代办', example: '腿脚不便，想请人代取一次快递', isSensitive: false, skills: ['errand', 'driving', 'paperwork'] },
  { code: 'transport', label: '出行接送', example: '周三去县医院复查，想搭个便车', isSensitive: false, skills: ['driving'] },
  { code: 'learning', label: '学习用品与辅导', example: '想要一套初二数学的辅导书', isSensitive: false, skills: ['tutoring', 'goods'] },
  { code: 'household', label: '生活用品', example: '想要一床厚一点的棉被过冬', isSensitive: false, skills: ['goods'] },
  { code: 'haircut', label: '理发打扫', example: '出不了门，想请人上门理个发', isSensitive: false, skills: ['haircut', 'cleaning'] },
  { code: 'culture', label: '文体活动', example: '广场舞队想要一个能充电的音箱', isSensitive: false, skills: ['music', 'calligraphy', 'sports', 'photography'] },
  { code: 'farming', label: '种养与销路', example: '茶园黄叶，想请懂技术的人来看看', isSensitive: false, skills: ['farming', 'livestock', 'selling'] },
  { code: 'work', label: '找活学艺', example: '想在县城找一份能接送孩子的工作', isSensitive: false, skills: ['jobs'] },
  { code: 'advice', label: '法律政策咨询', example: '想弄明白租房合同里的押金怎么退', isSensitive: false, skills: ['law', 'paperwork'] },
  { code: 'neighbourly', label: '邻里小事', example: '楼道口想要一把能坐的长椅', isSensitive: false, skills: ['carpentry', 'goods'] },
  { code: 'health', label: '看病养病', example: '想有人教家里人怎么给病人翻身', isSensitive: true, skills: ['nursing', 'medicine'] },
  { code: 'hardship', label: '困难帮扶', example: '孩子开学，想要一个书包和一双运动鞋', isSensitive: true, skills: ['goods'] },
  { code: 'child', label: '孩子的心愿', example: '想要一套《十万个为什么》', isSensitive: true, skills: ['childcare', 'tutoring', 'goods'] },
  { code: 'alone', label: '独居陪伴', example: '想有人每周来陪我说说话', isSensitive: true, skills: ['company', 'counselling', 'cooking'] },
] as const satisfies readonly WishCategory[]
export type WishCategoryCode = (typeof WISH_CATEGORIES)[number]['code']

export interface RejectReason {
  code: string
  label: string
  /** Opens the complaint form filled in with the wish. */
  isComplaint: boolean
}

/** Why a wish may be refused; the resident may ask for a second look within 7 days. */
export const REJECT_REASONS = [
  { code: 'complaint', label: '这是一件诉求，请转到「我要反映」', isComplaint: true },
  { code: 'department', label: '要由部门依职责办理，请转到「我要反映」', isComplaint: true },
  { code: 'tooBig', label: '超出微心愿的范围，一个人或一个支部办不到', isComplaint: false },
  { code: 'vague', label: '请补充后仍说不清想要什么', isComplaint: false },
  { code: 'money', label: '直接要钱或借钱', isComplaint: false },
  { code: 'commercial', label: '做广告或做买卖', isComplaint: false },
  { code: 'unlawful', label: '不合法或有害他人', isComplaint: false },
  { code: 'duplicate', label: '同样的心愿已经在办', isComplaint: false },
] as const satisfies readonly RejectReason[]
