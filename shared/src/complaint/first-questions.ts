import type { ComplaintCategoryCode } from './catalogue.ts'
import type { Question } from './questions.ts'

/** What some categories ask besides, on the first day. An answer helps; none of these holds a case up. */
export const FIRST_QUESTIONS: Partial<Record<ComplaintCategoryCode, readonly Question[]>> = {
  'road-light': [
    { kind: 'text', code: 'pole', label: '灯杆上的编号', help: '贴在灯杆一人高的地方', isRequired: false, maxLength: 30 },
    { kind: 'number', code: 'count', label: '几盏不亮', isRequired: false, min: 1, max: 200, unit: '盏', isWhole: true },
    { kind: 'date', code: 'since', label: '从哪天起不亮', isRequired: false, range: 'past' },
  ],
  'utility-water': [
    {
      kind: 'single', code: 'trouble', label: '是哪种情况', isRequired: false,
      choices: [{ code: 'none', label: '完全没水' }, { code: 'weak', label: '水小' }, { code: 'dirty', label: '水发黄、有味' }],
    },
    { kind: 'date', code: 'since', label: '从哪天开始', isRequired: false, range: 'past' },
  ],
  'nuisance-noise': [
    {
      kind: 'single', code: 'source', label: '声音从哪里来', isRequired: false,
      choices: [{ code: 'site', label: '工地' }, { code: 'shop', label: '店铺' }, { code: 'venue', label: '歌厅、夜市' }, { code: 'other', label: '别处' }],
    },
    {
      kind: 'multiple', code: 'hours', label: '什么时候吵', isRequired: false,
      choices: [{ code: 'morning', label: '早上' }, { code: 'noon', label: '中午' }, { code: 'evening', label: '晚上' }, { code: 'night', label: '半夜' }],
    },
    { kind: 'text', code: 'name', label: '工地或店的名字', isRequired: false, maxLength: 50 },
  ],
  'welfare-wages': [
    { kind: 'number', code: 'months', label: '欠了几个月', isRequired: false, min: 0, max: 600, unit: '个月', isWhole: false },
    { kind: 'text', code: 'employer', label: '哪个单位、哪个工地', isRequired: false, maxLength: 60 },
  ],
}
