export const AREA_KIND_LABELS = { county: '县', town: '镇（街道）', community: '社区（村）', region: '区域', block: '大片区', grid: '网格' } as const
export const POST_LABELS = { A: 'A岗', B: 'B岗' } as const
