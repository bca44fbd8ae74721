/** What modules above may use of dispatches, in their own transaction. */
export { extensionAsked } from './policy.ts'
export { dispatchSubject } from './subject.ts'
