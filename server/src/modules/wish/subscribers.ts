import type { Subscriber } from '../../kernel/module.ts'
import { lockSubject } from '../../kernel/subject.ts'
import { takeDown } from './commands/leave-board.ts'
import { releaseFormerMember } from './commands/release-wish.ts'
import { wishSubject } from './table.ts'

const ON_BOARD: readonly string[] = ['open', 'claimed', 'fulfilled']

/** A picture that is already shown turns out to be refused: the wish comes off the board until it is changed. */
const lateVerdict: Subscriber = {
  name: 'wish.takeDownRisky',
  on: ['upload.judged'],
  async handle(context, { data }) {
    const { uploadId, verdict } = data as { uploadId: string; verdict: string }
    if (verdict !== 'risky') return
    const [shown] = await context.tx.sql<{ id: string }[]>`select w.id from uploads u join wishes w on w.id = u.attached_id
      where u.id = ${uploadId} and u.attached_kind = 'wish' and u.id = any(w.upload_ids)`
    if (!shown) return
    const wish = await lockSubject(context.tx, wishSubject, shown.id)
    if (ON_BOARD.includes(wish.state) && wish.uploadIds.includes(uploadId))
      await takeDown(context, wish, '有一张照片没有通过检查，请换一张再交。', { uploadId })
  },
}

/** Only members help: with the last membership in force the running claims end. */
const membershipEnded: Subscriber = {
  name: 'wish.releaseFormerMember',
  on: ['appointment.ended'],
  async handle(context, { data }) {
    const { accountId, role } = data as { accountId: string; role: string }
    if (role !== 'member') return
    const still = await context.tx.sql`select 1 from appointments where account_id = ${accountId} and role = 'member'
      and from_at <= ${context.now} and (to_at is null or to_at > ${context.now}) limit 1`
    if (still.length === 0) await releaseFormerMember(context, accountId)
  },
}

export const wishSubscribers: readonly Subscriber[] = [lateVerdict, membershipEnded]
