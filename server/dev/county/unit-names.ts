import type { AuthorityCode } from '@huying/shared/demand/dispatch-rules'

export interface UnitName {
  code: string
  name: string
  authority: readonly AuthorityCode[]
  parent?: string
}

/** County departments; the codes are those the catalogue of dispatch rules names. */
export const DEPARTMENTS: readonly UnitName[] = [
  { code: 'housing', name: '县住建局', authority: ['housing-management', 'building-safety', 'municipal-works', 'gas-heating'] },
  { code: 'urban-management', name: '县城市管理局', authority: ['city-appearance', 'city-enforcement'] },
  { code: 'water', name: '县水利局', authority: ['water-supply', 'flood-control'] },
  { code: 'ecology', name: '县生态环境局', authority: ['pollution-control'] },
  { code: 'natural-resources', name: '县自然资源局', authority: ['land-planning', 'geological-hazard'] },
  { code: 'transport', name: '县交通运输局', authority: ['transport-management'] },
  { code: 'public-security', name: '县公安局', authority: ['public-security'] },
  { code: 'traffic-police', name: '县公安局交警大队', authority: ['traffic-police'], parent: 'public-security' },
  { code: 'fire', name: '县消防救援大队', authority: ['fire-supervision'] },
  { code: 'emergency', name: '县应急管理局', authority: ['emergency-management'] },
  { code: 'market', name: '县市场监督管理局', authority: ['market-supervision'] },
  { code: 'human-resources', name: '县人社局', authority: ['labour-inspection', 'social-insurance'] },
  { code: 'medical-insurance', name: '县医保局', authority: ['medical-insurance'] },
  { code: 'civil-affairs', name: '县民政局', authority: ['social-assistance'] },
  { code: 'education', name: '县教体局', authority: ['education'] },
  { code: 'health', name: '县卫健局', authority: ['health'] },
  { code: 'agriculture', name: '县农业农村局', authority: ['agriculture', 'rural-land'] },
  { code: 'forestry', name: '县林业局', authority: ['forestry'] },
  { code: 'culture', name: '县文旅局', authority: ['culture-sports'] },
  { code: 'justice', name: '县司法局', authority: ['mediation'] },
  { code: 'petition', name: '县信访局', authority: ['petition'] },
  { code: 'social-work', name: '县委社会工作部', authority: ['petition'] },
  { code: 'disabled-federation', name: '县残联', authority: ['disability'] },
  { code: 'discipline', name: '县纪委监委', authority: ['discipline'] },
  { code: 'organization', name: '县委组织部', authority: [] },
  { code: 'publicity', name: '县委宣传部', authority: [] },
  { code: 'united-front', name: '县委统战部', authority: [] },
  { code: 'politics-law', name: '县委政法委', authority: [] },
  { code: 'finance', name: '县财政局', authority: [] },
  { code: 'development', name: '县发改局', authority: [] },
  { code: 'economy', name: '县经贸局', authority: [] },
  { code: 'audit', name: '县审计局', authority: [] },
  { code: 'statistics', name: '县统计局', authority: [] },
  { code: 'approval', name: '县行政审批服务局', authority: [] },
  { code: 'veterans', name: '县退役军人事务局', authority: [] },
  { code: 'investment', name: '县招商服务中心', authority: [] },
  { code: 'tea', name: '县茶叶产业发展中心', authority: [] },
  { code: 'women', name: '县妇联', authority: [] },
  { code: 'youth', name: '团县委', authority: [] },
  { code: 'labour-union', name: '县总工会', authority: [] },
  { code: 'science', name: '县科协', authority: [] },
  { code: 'party-school', name: '县委党校', authority: [] },
  { code: 'archives', name: '县档案馆', authority: [] },
]
/** Departments paired with compounds. */
export const PAIRED_DEPARTMENTS = 37

/** Stationed in the main town. */
export const STATIONED: readonly UnitName[] = [
  { code: 'hospital', name: '县医院', authority: [] },
  { code: 'rural-bank', name: '县农商银行', authority: [] },
  { code: 'high-school', name: '县高级中学', authority: [] },
  { code: 'middle-school', name: '县初级中学', authority: [] },
  { code: 'primary-school', name: '城关小学', authority: [] },
  { code: 'chinese-hospital', name: '县中医医院', authority: [] },
  { code: 'power', name: '县供电公司', authority: ['power-supply'] },
  { code: 'telecom', name: '县电信公司', authority: ['telecom'] },
  { code: 'post', name: '县邮政公司', authority: [] },
  { code: 'construction-bank', name: '县建设银行', authority: [] },
  { code: 'insurance', name: '县人保财险公司', authority: [] },
  { code: 'tobacco', name: '县烟草公司', authority: [] },
  { code: 'petroleum', name: '县石油公司', authority: [] },
  { code: 'bus-station', name: '县汽车站', authority: [] },
  { code: 'railway-station', name: '商南火车站', authority: [] },
]

export const PROPERTY_FIRMS = ['安居物业', '鹿城物业', '丹江物业', '和顺物业', '金钥匙物业', '宜家物业', '锦绣物业', '东方物业', '阳光物业', '福瑞物业', '馨悦物业', '恒信物业']
