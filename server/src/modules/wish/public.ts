export { mayRead as mayReadWish, isConcerned as isConcernedByWish, PUBLISHED as PUBLISHED_WISH_STATES } from './policy.ts'
export { wishSubject, wishes, type Wish } from './table.ts'
