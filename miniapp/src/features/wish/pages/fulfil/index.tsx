import { wishContract } from '@huying/shared/wish/contract'
import { useEffect, useState } from 'react'
import { ActionBar } from '../../../../components/action-bar'
import { Button } from '../../../../components/button'
import { Callout } from '../../../../components/callout'
import { CasePage } from '../../../../components/case/case-frame'
import { Card } from '../../../../components/card'
import { Field, TextAreaField } from '../../../../components/field'
import { Page } from '../../../../components/page'
import { areAllSent, PhotoPicker, sentPhotos, uploadIdsOf, type Photo } from '../../../../components/photo-picker'
import { useCommand } from '../../../../hooks/use-command'
import { useDraft } from '../../../../platform/drafts'
import { goBack } from '../../../../platform/navigation'
import { usePageParam } from '../../../../platform/page-events'
import { WishHead } from '../../components/wish-head'
import { useWish, type Wish, WISH_KEYS } from '../../service'

const EMPTY = { account: '', uploadIds: [] as string[] }

/** 办好了: what was done, with a photo, to the resident who will say whether it is so. */
export default function FulfilPage() {
  const query = useWish(usePageParam('id'))
  return query.data ? <Account wish={query.data} /> : <CasePage title="办好了" query={query} />
}

type Faults = { account?: string; photos?: string }

function faultsOf(account: string, photos: readonly Photo[]): Faults {
  return {
    ...(account.trim() === '' && { account: '写一句怎么办的' }),
    ...(photos.length === 0 ? { photos: '加一张办好以后的照片' } : !areAllSent(photos) && { photos: '还有照片没传上，等一下或者点一下重传' }),
  }
}

function Account({ wish }: { wish: Wish }) {
  const { value, change, clear } = useDraft(`wish-fulfil-${wish.id}`, EMPTY)
  const [photos, setPhotos] = useState<readonly Photo[]>(() => sentPhotos(value.uploadIds))
  useEffect(() => change({ uploadIds: uploadIdsOf(photos) }), [photos, change])
  const [isTried, setTried] = useState(false)
  const missing = faultsOf(value.account, photos)
  const faults: Faults = isTried ? missing : {}
  const { run, isBusy, problem } = useCommand(wishContract.fulfil, { refreshes: WISH_KEYS })

  async function submit() {
    setTried(true)
    if (Object.keys(missing).length > 0) return
    const answer = await run({ params: { id: wish.id }, body: { account: value.account.trim(), uploadIds: uploadIdsOf(photos) } })
    if (answer === null) return
    clear()
    goBack()
  }
  return (
    <Page
      title="办好了"
      footer={
        <ActionBar problem={problem} note="交上去后，请居民 7 天内说行不行">
          <Button kind="primary" isBusy={isBusy} onClick={() => void submit()}>
            请居民确认
          </Button>
        </ActionBar>
      }
    >
      <WishHead wish={wish} />
      <Card>
        <TextAreaField
          label="怎么办的"
          value={value.account}
          placeholder="如：换了一盏 LED 灯，试过能亮"
          maxLength={500}
          help="居民和社区能看到"
          error={faults.account}
          onChange={(account) => change({ account })}
        />
        <Field label="办好以后的照片" error={faults.photos}>
          <PhotoPicker photos={photos} onChange={setPhotos} purpose="proof" most={6} />
        </Field>
      </Card>
      <Callout icon="camera" kind="quiet">
        拍东西，不拍人；要拍到人，先问过他。不拍门牌。
      </Callout>
    </Page>
  )
}
