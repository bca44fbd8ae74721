import type { ComplaintCategoryCode } from '../complaint/catalogue.ts'
import type { NatureCode } from './catalogue.ts'

/** 管理权限: what a unit has the power to do. A rule may demand one of the lead unit. */
export const AUTHORITIES = [
  { code: 'city-appearance', label: '市容环卫管理' },
  { code: 'city-enforcement', label: '城市管理综合执法' },
  { code: 'housing-management', label: '房屋与物业管理' },
  { code: 'building-safety', label: '房屋安全鉴定' },
  { code: 'municipal-works', label: '市政设施建设维护' },
  { code: 'gas-heating', label: '燃气与供热管理' },
  { code: 'water-supply', label: '供水与河道管理' },
  { code: 'flood-control', label: '水旱灾害防御' },
  { code: 'pollution-control', label: '污染防治监督' },
  { code: 'land-planning', label: '自然资源与规划' },
  { code: 'geological-hazard', label: '地质灾害防治' },
  { code: 'transport-management', label: '道路运输与公路管理' },
  { code: 'traffic-police', label: '道路交通管理' },
  { code: 'public-security', label: '治安管理' },
  { code: 'fire-supervision', label: '消防监督' },
  { code: 'emergency-management', label: '应急与安全生产' },
  { code: 'market-supervision', label: '市场监督与特种设备' },
  { code: 'power-supply', label: '供电服务' },
  { code: 'telecom', label: '通信设施' },
  { code: 'labour-inspection', label: '劳动保障监察' },
  { code: 'social-insurance', label: '社会保险经办' },
  { code: 'medical-insurance', label: '医疗保障经办' },
  { code: 'social-assistance', label: '社会救助与养老' },
  { code: 'disability', label: '残疾人服务' },
  { code: 'education', label: '教育管理' },
  { code: 'health', label: '医疗卫生管理' },
  { code: 'agriculture', label: '农业农村与耕地补贴' },
  { code: 'rural-land', label: '宅基地与土地承包' },
  { code: 'forestry', label: '林业与野生动物保护' },
  { code: 'culture-sports', label: '文化体育设施' },
  { code: 'mediation', label: '人民调解与法律援助' },
  { code: 'discipline', label: '作风监督' },
  { code: 'petition', label: '信访协调' },
  { code: 'territorial', label: '属地管理' },
] as const
export type AuthorityCode = (typeof AUTHORITIES)[number]['code']

/** A unit by its code, or the town in whose area the place lies. */
export type UnitChoice = { by: 'unit'; code: string } | { by: 'town' }

/** Everything a rule asks has to hold; what it leaves out it does not ask. Lists mean: one of these. */
export interface RuleCondition<Category extends string = string> {
  categories?: readonly Category[]
  natures?: readonly NatureCode[]
  /** Codes of counties, towns, communities or grids; the place lies in one of them. */
  areaCodes?: readonly string[]
  /** True: only in urban communities; false: only outside them. */
  isUrban?: boolean
  /** What the lead unit has to have the power to do. */
  authority?: AuthorityCode
  /** Months 1–12 in which it holds (heating, flood season). */
  months?: readonly number[]
}

/** One line of the catalogue; the first that holds, by order, is the suggestion. */
export interface DispatchRule<Category extends string = string> {
  code: string
  /** As people read it. */
  label: string
  when: RuleCondition<Category>
  lead: UnitChoice
  assists: readonly UnitChoice[]
}

const unit = (code: string): UnitChoice => ({ by: 'unit', code })
const town: UnitChoice = { by: 'town' }
const FLOOD_SEASON = [5, 6, 7, 8, 9, 10] as const
const HEATING_SEASON = [11, 12, 1, 2, 3] as const

/** The county's catalogue on the first day, ordered; administrators keep it from then on. Special cases come before general ones. */
export const DEFAULT_DISPATCH_RULES: readonly DispatchRule<ComplaintCategoryCode>[] = [
  { code: 'gas-leak', label: '燃气泄漏由住建主办，消防、应急协办', when: { categories: ['utility-gas'], authority: 'gas-heating' }, lead: unit('housing'), assists: [unit('fire'), unit('emergency')] },
  { code: 'flood-season', label: '汛期山洪、积水由水利主办，应急和属地协办', when: { categories: ['environment-flood'], natures: ['safety', 'facility'], months: FLOOD_SEASON, authority: 'flood-control' }, lead: unit('water'), assists: [unit('emergency'), town] },
  { code: 'landslide', label: '滑坡隐患由自然资源主办，应急和属地协办', when: { categories: ['environment-flood'], authority: 'geological-hazard' }, lead: unit('natural-resources'), assists: [unit('emergency'), town] },
  { code: 'dangerous-building', label: '危房、外墙脱落由住建主办，属地协办', when: { categories: ['building-dangerous'], authority: 'building-safety' }, lead: unit('housing'), assists: [town] },
  { code: 'elevator', label: '电梯由市场监管主办，住建协办', when: { categories: ['building-elevator'], authority: 'market-supervision' }, lead: unit('market'), assists: [unit('housing')] },
  { code: 'fire-hazard', label: '消防隐患由消防救援主办，公安和属地协办', when: { categories: ['safety-fire'], authority: 'fire-supervision' }, lead: unit('fire'), assists: [unit('public-security'), town] },
  { code: 'fire-lane', label: '占用消防通道的停车由交警主办，消防协办', when: { categories: ['road-parking'], natures: ['safety'], authority: 'traffic-police' }, lead: unit('traffic-police'), assists: [unit('fire')] },
  { code: 'parking', label: '城区乱停车由交警主办，城管协办', when: { categories: ['road-parking'], isUrban: true, authority: 'traffic-police' }, lead: unit('traffic-police'), assists: [unit('urban-management')] },
  { code: 'parking-rural', label: '镇村乱停车由属地主办，交警协办', when: { categories: ['road-parking'], isUrban: false, authority: 'territorial' }, lead: town, assists: [unit('traffic-police')] },
  { code: 'manhole', label: '井盖由住建主办，城管协办', when: { categories: ['road-manhole'], authority: 'municipal-works' }, lead: unit('housing'), assists: [unit('urban-management')] },
  { code: 'road-urban', label: '城区道路、路灯由住建主办', when: { categories: ['road-damage', 'road-light'], isUrban: true, authority: 'municipal-works' }, lead: unit('housing'), assists: [] },
  { code: 'road-rural', label: '镇村公路由交通主办，属地协办', when: { categories: ['road-damage', 'road-light', 'rural-road'], isUrban: false, authority: 'transport-management' }, lead: unit('transport'), assists: [town] },
  { code: 'road-signs', label: '标志标线由交警主办，住建协办', when: { categories: ['road-signs'], authority: 'traffic-police' }, lead: unit('traffic-police'), assists: [unit('housing')] },
  { code: 'bus', label: '公交班车由交通主办', when: { categories: ['road-bus'], authority: 'transport-management' }, lead: unit('transport'), assists: [] },
  { code: 'water-supply', label: '供水由水利主办，卫健协办水质', when: { categories: ['utility-water'], authority: 'water-supply' }, lead: unit('water'), assists: [unit('health')] },
  { code: 'power', label: '供电由电力公司主办', when: { categories: ['utility-power'], authority: 'power-supply' }, lead: unit('power'), assists: [] },
  { code: 'heating', label: '采暖期供暖由住建主办', when: { categories: ['utility-heating'], months: HEATING_SEASON, authority: 'gas-heating' }, lead: unit('housing'), assists: [] },
  { code: 'drain-urban', label: '城区污水外溢由住建主办，生态环境协办', when: { categories: ['utility-drain'], isUrban: true, authority: 'municipal-works' }, lead: unit('housing'), assists: [unit('ecology')] },
  { code: 'drain-rural', label: '镇村污水由属地主办，生态环境协办', when: { categories: ['utility-drain'], isUrban: false, authority: 'territorial' }, lead: town, assists: [unit('ecology')] },
  { code: 'network', label: '通信线缆由通信公司主办，城管协办', when: { categories: ['utility-network'], authority: 'telecom' }, lead: unit('telecom'), assists: [unit('urban-management')] },
  { code: 'illegal-building', label: '违法搭建由城管主办，自然资源和属地协办', when: { categories: ['building-illegal'], natures: ['enforcement', 'safety'], authority: 'city-enforcement' }, lead: unit('urban-management'), assists: [unit('natural-resources'), town] },
  { code: 'property', label: '物业服务、漏水、改造由住建主办，属地协办', when: { categories: ['building-property', 'building-leak', 'building-title'], authority: 'housing-management' }, lead: unit('housing'), assists: [town] },
  { code: 'noise-site', label: '施工、商业噪声由城管主办，生态环境、公安协办', when: { categories: ['nuisance-noise'], authority: 'city-enforcement' }, lead: unit('urban-management'), assists: [unit('ecology'), unit('public-security')] },
  { code: 'noise-life', label: '生活噪声由公安主办，属地协办', when: { categories: ['nuisance-dance', 'nuisance-animals'], authority: 'public-security' }, lead: unit('public-security'), assists: [town] },
  { code: 'fumes', label: '油烟由城管主办，生态环境、市场监管协办', when: { categories: ['nuisance-fumes'], authority: 'city-enforcement' }, lead: unit('urban-management'), assists: [unit('ecology'), unit('market')] },
  { code: 'stalls', label: '占道经营、广告牌由城管主办', when: { categories: ['order-stalls', 'order-adverts'], authority: 'city-appearance' }, lead: unit('urban-management'), assists: [] },
  { code: 'market-order', label: '食品、价格与消费由市场监管主办', when: { categories: ['order-food', 'order-price'], authority: 'market-supervision' }, lead: unit('market'), assists: [] },
  { code: 'garbage-urban', label: '城区垃圾由城管主办', when: { categories: ['sanitation-garbage', 'sanitation-rubble', 'sanitation-toilet'], isUrban: true, authority: 'city-appearance' }, lead: unit('urban-management'), assists: [] },
  { code: 'garbage-rural', label: '镇村垃圾由属地主办，农业农村协办', when: { categories: ['sanitation-garbage', 'sanitation-rubble', 'sanitation-toilet'], isUrban: false, authority: 'territorial' }, lead: town, assists: [unit('agriculture')] },
  { code: 'pests', label: '病媒生物由卫健主办，城管协办', when: { categories: ['sanitation-pests'], authority: 'health' }, lead: unit('health'), assists: [unit('urban-management')] },
  { code: 'river', label: '河道污染由生态环境主办，水利协办', when: { categories: ['environment-river'], authority: 'pollution-control' }, lead: unit('ecology'), assists: [unit('water')] },
  { code: 'air', label: '焚烧、扬尘由生态环境主办，城管和属地协办', when: { categories: ['environment-air'], authority: 'pollution-control' }, lead: unit('ecology'), assists: [unit('urban-management'), town] },
  { code: 'trees', label: '林木、野生动物由林业主办', when: { categories: ['environment-forest', 'rural-wildlife'], authority: 'forestry' }, lead: unit('forestry'), assists: [town] },
  { code: 'fitness', label: '健身、游乐设施由文旅主办，市场监管协办', when: { categories: ['safety-equipment'], authority: 'culture-sports' }, lead: unit('culture'), assists: [unit('market')] },
  { code: 'security', label: '治安由公安主办', when: { categories: ['safety-security'], authority: 'public-security' }, lead: unit('public-security'), assists: [] },
  { code: 'assistance', label: '救助与养老由民政主办，残联协办', when: { categories: ['welfare-allowance', 'welfare-elderly'], authority: 'social-assistance' }, lead: unit('civil-affairs'), assists: [unit('disabled-federation')] },
  { code: 'insurance-medical', label: '社保医保待遇由医保主办，人社协办', when: { categories: ['welfare-insurance'], natures: ['policy', 'service'], authority: 'medical-insurance' }, lead: unit('medical-insurance'), assists: [unit('human-resources')] },
  { code: 'wages', label: '欠薪由人社主办，住建协办', when: { categories: ['welfare-wages'], authority: 'labour-inspection' }, lead: unit('human-resources'), assists: [unit('housing')] },
  { code: 'school', label: '入学与校园由教育主办', when: { categories: ['welfare-school'], authority: 'education' }, lead: unit('education'), assists: [] },
  { code: 'medical', label: '医疗服务由卫健主办', when: { categories: ['welfare-medical'], authority: 'health' }, lead: unit('health'), assists: [] },
  { code: 'irrigation', label: '水渠灌溉由水利主办，属地协办', when: { categories: ['rural-irrigation'], authority: 'water-supply' }, lead: unit('water'), assists: [town] },
  { code: 'rural-land', label: '土地、宅基地由农业农村主办，自然资源和属地协办', when: { categories: ['rural-land'], authority: 'rural-land' }, lead: unit('agriculture'), assists: [unit('natural-resources'), town] },
  { code: 'subsidy', label: '惠农补贴由农业农村主办', when: { categories: ['rural-subsidy'], authority: 'agriculture' }, lead: unit('agriculture'), assists: [] },
  { code: 'conduct', label: '办事作风由县委社会工作部门主办', when: { categories: ['conduct-attitude'], authority: 'petition' }, lead: unit('social-work'), assists: [] },
  { code: 'dispute', label: '矛盾纠纷由司法主办，属地协办', when: { natures: ['dispute'], authority: 'mediation' }, lead: unit('justice'), assists: [town] },
  { code: 'legacy', label: '历史遗留由信访协调，属地协办', when: { natures: ['legacy'], authority: 'petition' }, lead: unit('petition'), assists: [town] },
  { code: 'territorial', label: '其余由属地主办', when: { authority: 'territorial' }, lead: town, assists: [] },
]
