export const POST_LABELS = { A: 'A岗', B: 'B岗' } as const
