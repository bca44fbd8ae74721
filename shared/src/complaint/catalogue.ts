/** What residents bring, how urgent it is, when it is declined, and what to say before anything else. Codes are stored; labels may change. */

export type ComplaintKindCode = 'consult' | 'help' | 'complaint' | 'suggestion' | 'praise'
/** Emergency clocks run round the clock; the others in working time. */
export type UrgencyCode = 'emergency' | 'urgent' | 'normal' | 'complex'

/** A step the responsible unit owes before the end; its limit counts from the dispatch. */
export interface Milestone {
  code: string
  label: string
  /** `4wh`, `20wd`. */
  limit: string
}

export interface ComplaintCategory {
  code: string
  label: string
  /** Words a resident would use; the form finds the category by them. */
  example: string
  kindDefault: ComplaintKindCode
  urgency: UrgencyCode
  /** A photo must accompany the account when it is resolved. */
  isProofNeeded: boolean
  milestones?: readonly Milestone[]
}

export interface ComplaintCategoryGroup {
  code: string
  label: string
  categories: readonly ComplaintCategory[]
}

export const COMPLAINT_CATEGORY_GROUPS = [
  {
    code: 'sanitation', label: '环境卫生',
    categories: [
      { code: 'sanitation-garbage', label: '垃圾没清', example: '垃圾桶满了三天没人清', kindDefault: 'complaint', urgency: 'normal', isProofNeeded: true },
      { code: 'sanitation-rubble', label: '建筑垃圾乱倒', example: '装修垃圾倒在绿化带里', kindDefault: 'complaint', urgency: 'normal', isProofNeeded: true },
      { code: 'sanitation-toilet', label: '公厕脏、坏', example: '公厕没水，冲不了', kindDefault: 'complaint', urgency: 'normal', isProofNeeded: true },
      { code: 'sanitation-pests', label: '蚊蝇鼠害', example: '下水口老鼠多', kindDefault: 'help', urgency: 'normal', isProofNeeded: false },
    ],
  },
  {
    code: 'road', label: '道路停车',
    categories: [
      { code: 'road-damage', label: '路面破损', example: '路上有个大坑，晚上看不见', kindDefault: 'complaint', urgency: 'normal', isProofNeeded: true },
      { code: 'road-manhole', label: '井盖缺失松动', example: '井盖没了，怕有人掉下去', kindDefault: 'help', urgency: 'emergency', isProofNeeded: true, milestones: [{ code: 'fence', label: '先围挡', limit: '1h' }] },
      { code: 'road-light', label: '路灯不亮', example: '巷子里的路灯坏了一周', kindDefault: 'complaint', urgency: 'normal', isProofNeeded: true },
      { code: 'road-parking', label: '乱停车、占通道', example: '车停在消防通道上', kindDefault: 'complaint', urgency: 'urgent', isProofNeeded: true },
      { code: 'road-signs', label: '标志标线、红绿灯', example: '学校门口没有斑马线', kindDefault: 'suggestion', urgency: 'complex', isProofNeeded: false },
      { code: 'road-bus', label: '公交班车', example: '班车半天等不来一趟', kindDefault: 'complaint', urgency: 'normal', isProofNeeded: false },
    ],
  },
  {
    code: 'utility', label: '水电气暖网',
    categories: [
      { code: 'utility-water', label: '停水、水压、水质', example: '水管里出黄水', kindDefault: 'help', urgency: 'urgent', isProofNeeded: false },
      { code: 'utility-power', label: '停电、电线隐患', example: '电线垂下来了', kindDefault: 'help', urgency: 'urgent', isProofNeeded: false },
      { code: 'utility-gas', label: '燃气泄漏', example: '楼道里闻到煤气味', kindDefault: 'help', urgency: 'emergency', isProofNeeded: false },
      { code: 'utility-heating', label: '供暖', example: '暖气不热，屋里只有 14 度', kindDefault: 'complaint', urgency: 'urgent', isProofNeeded: false },
      { code: 'utility-drain', label: '下水道堵塞、污水外溢', example: '污水从井里冒出来', kindDefault: 'complaint', urgency: 'urgent', isProofNeeded: true },
      { code: 'utility-network', label: '通信线缆与网络', example: '废旧线缆缠成一团', kindDefault: 'complaint', urgency: 'normal', isProofNeeded: false },
    ],
  },
  {
    code: 'building', label: '住房物业',
    categories: [
      { code: 'building-elevator', label: '电梯故障', example: '电梯关人、经常停运', kindDefault: 'help', urgency: 'emergency', isProofNeeded: true },
      { code: 'building-leak', label: '房屋漏水', example: '顶楼漏雨，墙皮掉了', kindDefault: 'help', urgency: 'normal', isProofNeeded: true },
      { code: 'building-property', label: '物业服务收费', example: '物业费涨了，保洁却没人做', kindDefault: 'complaint', urgency: 'complex', isProofNeeded: false },
      { code: 'building-illegal', label: '违法搭建', example: '楼顶私搭彩钢房', kindDefault: 'complaint', urgency: 'complex', isProofNeeded: true, milestones: [{ code: 'stop', label: '责令停工', limit: '4wh' }, { code: 'demolish', label: '拆除', limit: '20wd' }] },
      { code: 'building-dangerous', label: '危房、外墙脱落', example: '外墙瓷砖往下掉', kindDefault: 'help', urgency: 'emergency', isProofNeeded: true },
      { code: 'building-title', label: '办证、老旧小区改造', example: '住了十年还没有房产证', kindDefault: 'help', urgency: 'complex', isProofNeeded: false },
    ],
  },
  {
    code: 'nuisance', label: '噪声油烟',
    categories: [
      { code: 'nuisance-noise', label: '施工、商业噪声', example: '工地半夜还在打桩', kindDefault: 'complaint', urgency: 'urgent', isProofNeeded: false },
      { code: 'nuisance-dance', label: '广场舞、邻里噪声', example: '广场音响放到十点', kindDefault: 'complaint', urgency: 'normal', isProofNeeded: false },
      { code: 'nuisance-fumes', label: '油烟扰民', example: '楼下饭店油烟直排', kindDefault: 'complaint', urgency: 'normal', isProofNeeded: true },
      { code: 'nuisance-animals', label: '养狗、家禽', example: '大狗不拴绳', kindDefault: 'complaint', urgency: 'normal', isProofNeeded: false },
    ],
  },
  {
    code: 'order', label: '市容市场',
    categories: [
      { code: 'order-stalls', label: '占道经营', example: '摊子摆到了盲道上', kindDefault: 'complaint', urgency: 'normal', isProofNeeded: true },
      { code: 'order-adverts', label: '乱贴乱画、破损广告牌', example: '广告牌被风吹歪了', kindDefault: 'complaint', urgency: 'normal', isProofNeeded: true },
      { code: 'order-food', label: '食品安全', example: '买到过期食品', kindDefault: 'complaint', urgency: 'urgent', isProofNeeded: false },
      { code: 'order-price', label: '价格与消费纠纷', example: '预付卡店关门了', kindDefault: 'complaint', urgency: 'normal', isProofNeeded: false },
    ],
  },
  {
    code: 'environment', label: '山水生态',
    categories: [
      { code: 'environment-river', label: '河道污染、垃圾', example: '河水发黑有味', kindDefault: 'complaint', urgency: 'urgent', isProofNeeded: true },
      { code: 'environment-air', label: '焚烧、扬尘', example: '有人烧塑料', kindDefault: 'complaint', urgency: 'urgent', isProofNeeded: true },
      { code: 'environment-forest', label: '林木、绿化', example: '枯树压在电线上', kindDefault: 'help', urgency: 'normal', isProofNeeded: true },
      { code: 'environment-flood', label: '山洪、滑坡、积水', example: '屋后的坡在掉土', kindDefault: 'help', urgency: 'emergency', isProofNeeded: true },
    ],
  },
  {
    code: 'safety', label: '公共安全',
    categories: [
      { code: 'safety-fire', label: '消防隐患', example: '楼道堆满杂物、飞线充电', kindDefault: 'complaint', urgency: 'urgent', isProofNeeded: true },
      { code: 'safety-equipment', label: '健身、游乐设施损坏', example: '健身器材断了', kindDefault: 'complaint', urgency: 'normal', isProofNeeded: true },
      { code: 'safety-security', label: '治安', example: '电动车电瓶被偷', kindDefault: 'help', urgency: 'urgent', isProofNeeded: false },
    ],
  },
  {
    code: 'welfare', label: '民生待遇',
    categories: [
      { code: 'welfare-allowance', label: '低保、救助、残疾人待遇', example: '低保怎么申请', kindDefault: 'consult', urgency: 'normal', isProofNeeded: false },
      { code: 'welfare-elderly', label: '养老、高龄津贴', example: '高龄津贴没发下来', kindDefault: 'help', urgency: 'normal', isProofNeeded: false },
      { code: 'welfare-insurance', label: '社保医保', example: '外地看病怎么报', kindDefault: 'consult', urgency: 'normal', isProofNeeded: false },
      { code: 'welfare-wages', label: '欠薪与劳动纠纷', example: '工地欠了三个月工资', kindDefault: 'help', urgency: 'urgent', isProofNeeded: false },
      { code: 'welfare-school', label: '入学、校园', example: '孩子随迁怎么入学', kindDefault: 'consult', urgency: 'normal', isProofNeeded: false },
      { code: 'welfare-medical', label: '医疗服务', example: '卫生室老是没人', kindDefault: 'complaint', urgency: 'normal', isProofNeeded: false },
    ],
  },
  {
    code: 'rural', label: '农业农村',
    categories: [
      { code: 'rural-road', label: '通组路、便桥', example: '便桥被水冲了', kindDefault: 'help', urgency: 'complex', isProofNeeded: true },
      { code: 'rural-irrigation', label: '水渠、灌溉', example: '水渠塌了，地浇不上', kindDefault: 'help', urgency: 'normal', isProofNeeded: true },
      { code: 'rural-land', label: '土地、宅基地', example: '地界和邻居说不清', kindDefault: 'help', urgency: 'complex', isProofNeeded: false },
      { code: 'rural-subsidy', label: '惠农补贴', example: '耕地补贴少了一亩', kindDefault: 'consult', urgency: 'normal', isProofNeeded: false },
      { code: 'rural-wildlife', label: '野猪等野生动物', example: '野猪拱了苞谷地', kindDefault: 'help', urgency: 'normal', isProofNeeded: false },
    ],
  },
  {
    code: 'conduct', label: '干部作风与表扬',
    categories: [
      { code: 'conduct-attitude', label: '办事态度、推诿', example: '跑了三趟都说不归他管', kindDefault: 'complaint', urgency: 'normal', isProofNeeded: false },
      { code: 'conduct-praise', label: '表扬感谢', example: '感谢片长帮我家通了下水', kindDefault: 'praise', urgency: 'normal', isProofNeeded: false },
    ],
  },
  {
    code: 'other', label: '其他',
    categories: [
      { code: 'other-dispute', label: '邻里纠纷', example: '楼上漏水说不拢', kindDefault: 'help', urgency: 'normal', isProofNeeded: false },
      { code: 'other-suggestion', label: '建议', example: '希望社区多办夜校', kindDefault: 'suggestion', urgency: 'normal', isProofNeeded: false },
      { code: 'other-other', label: '说不清归哪类', example: '写下来，社区帮您分', kindDefault: 'help', urgency: 'normal', isProofNeeded: false },
    ],
  },
] as const satisfies readonly ComplaintCategoryGroup[]
export type ComplaintCategoryCode = (typeof COMPLAINT_CATEGORY_GROUPS)[number]['categories'][number]['code']

/** All categories, in the order of their groups. */
export const COMPLAINT_CATEGORIES: readonly (ComplaintCategory & { groupCode: string; groupLabel: string })[] =
  COMPLAINT_CATEGORY_GROUPS.flatMap((group) =>
    group.categories.map((category) => ({ ...category, groupCode: group.code, groupLabel: group.label })),
  )

export interface DeclineClass {
  code: string
  label: string
  /** The law or rule it rests on. */
  basis: string
  /** Where to go instead, in words a resident can act on. */
  whereToGo: string
  /** Needs one question to the resident and a second person first. */
  needsSecondPerson: boolean
}

/** A change of the classes or their bases is a new version; a decline stores the version it rests on. */
export const DECLINE_CLASSES_VERSION = '2026-1'
/** What is not accepted, with the basis and the right door. Emergencies are transferred, never declined. */
export const DECLINE_CLASSES = [
  { code: 'court', label: '已经或应当由法院、仲裁处理', basis: '《信访工作条例》第三十一条', whereToGo: '县人民法院诉讼服务中心（12368）或原仲裁机构', needsSecondPerson: false },
  { code: 'review', label: '正在行政复议', basis: '《中华人民共和国行政复议法》第十一条', whereToGo: '受理复议的机关，县司法局行政复议窗口', needsSecondPerson: false },
  { code: 'discipline', label: '检举公职人员违纪违法', basis: '《中华人民共和国监察法》（监察机关接受报案、举报）', whereToGo: '县纪委监委（12388）', needsSecondPerson: false },
  { code: 'petition', label: '信访事项已经复核终结', basis: '《信访工作条例》第三十六条', whereToGo: '原办理的信访机构，可查询进度', needsSecondPerson: false },
  { code: 'police', label: '违法犯罪线索', basis: '《中华人民共和国治安管理处罚法》（公安机关受理报案）', whereToGo: '报警 110 或就近派出所', needsSecondPerson: false },
  { code: 'secret', label: '涉及国家秘密、商业秘密或他人隐私', basis: '《中华人民共和国政府信息公开条例》第十四条、第十五条', whereToGo: '县政务服务中心依申请公开窗口', needsSecondPerson: false },
  { code: 'contract', label: '平等主体之间的合同、债务', basis: '《中华人民共和国民法典》第四百六十五条', whereToGo: '社区人民调解委员会，或县法律援助中心（12348）', needsSecondPerson: false },
  { code: 'outside', label: '不在本县', basis: '《信访工作条例》第二十二条（属地管理）', whereToGo: '事发地的 12345 热线', needsSecondPerson: false },
  { code: 'repeat', label: '同一事项已经办结，没有新的情况', basis: '《信访工作条例》第三十六条', whereToGo: '原诉求里可以申请再办，由街道决定', needsSecondPerson: false },
  { code: 'vague', label: '说不清具体的事，补充后仍不能办', basis: '《信访工作条例》第十九条', whereToGo: '到社区当面说，工作人员帮您写清楚', needsSecondPerson: true },
] as const satisfies readonly DeclineClass[]

export interface FirstThing {
  code: string
  /** Words that read as this danger. */
  words: readonly string[]
  phone: '110' | '119' | '120'
  /** Shown before the form goes on. */
  message: string
}

/** First things first: danger to life is a phone call, not a form. In the order in which they are shown. */
export const FIRST_THINGS_FIRST = [
  { code: 'gas', words: ['煤气味', '燃气泄漏', '煤气泄漏', '天然气泄漏', '瓦斯'], phone: '119', message: '闻到煤气味：开窗、离开，不要开关电器，到室外打 119。' },
  { code: 'fire', words: ['着火', '起火', '失火', '火灾', '冒浓烟', '爆炸', '被困'], phone: '119', message: '有火情或有人被困：马上打 119，先离开危险的地方。' },
  { code: 'medical', words: ['晕倒', '昏迷', '没有呼吸', '大出血', '触电', '溺水', '中毒', '心脏病', '抢救'], phone: '120', message: '有人受伤或病重：马上打 120，说清地点。' },
  { code: 'harm', words: ['自杀', '不想活', '轻生', '跳楼', '跳河'], phone: '110', message: '您或身边的人想不开：马上打 110；也可以打 12356 找人说说话。' },
  { code: 'violence', words: ['打人', '持刀', '砍人', '家暴', '抢劫', '绑架', '杀人'], phone: '110', message: '有人正在施暴：先躲开，马上打 110。' },
  { code: 'collapse', words: ['房子塌', '倒塌', '塌方', '滑坡', '泥石流', '山洪'], phone: '119', message: '房屋或山体正在垮：马上离开，打 119。' },
] as const satisfies readonly FirstThing[]

/** Why a case may be left out of the rates: a closed list, each with an approver outside the measured line. */
export const EXCLUSION_REASONS = [
  { code: 'beyondAuthority', label: '不属于任何一级的权限', hint: '写明依据的法律或文件' },
  { code: 'unreachable', label: '联系不上', hint: '在 2 天里试过 3 次以上，都有记录' },
  { code: 'malicious', label: '经核实的恶意诉求', hint: '附核实的材料' },
  { code: 'forceMajeure', label: '不可抗力', hint: '写明是什么、从何时到何时' },
] as const
