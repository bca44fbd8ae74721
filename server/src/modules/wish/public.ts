export { mayRead as mayReadWish, isConcerned as isConcernedByWish, PUBLISHED as PUBLISHED_WISH_STATES, READERS as WISH_READERS, isOfParty } from './policy.ts'
export { wishSubject, wishes, type Wish } from './table.ts'
export { wishPersonal } from './personal.ts'
