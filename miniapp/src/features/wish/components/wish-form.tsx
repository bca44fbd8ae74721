import { ActionBar } from '../../../components/action-bar'
import { Button } from '../../../components/button'
import { Callout } from '../../../components/callout'
import { Card } from '../../../components/card'
import { Page } from '../../../components/page'
import type { Faults, FaultyField, useWishForm } from '../wish-form'
import { AreaField, BehalfFields, CategoryField, ConsentField, ContactField, ForWhomField, PhotosField, SeenByOthers, StoryField } from './wish-fields'

export interface WishFormProps {
  form: ReturnType<typeof useWishForm>
  faults: Faults
  problem: string | null
  isBusy: boolean
  isResubmit: boolean
  /** From now on these fields say what is missing. */
  onAsk: (fields: readonly FaultyField[]) => void
  onSubmit: () => void
}

/** The whole form on one page. */
export function WishForm({ form, faults, problem, isBusy, isResubmit, onSubmit }: WishFormProps) {
  const parts = { form, faults }
  return (
    <Page
      title={isResubmit ? '补充心愿' : form.isForOther ? '替居民许愿' : '许个微心愿'}
      footer={
        <ActionBar problem={problem} note="社区 2 个工作日内看完">
          <Button kind="primary" isBusy={isBusy} onClick={onSubmit}>
            {isResubmit ? '补充好了，再交' : '提交心愿'}
          </Button>
        </ActionBar>
      }
    >
      <Callout icon="lightbulb" kind="hint">
        {form.restoredAt !== null && form.value.story ? '您上次没写完的还在，接着写就行' : '小一点、说清楚，最容易有人帮'}
      </Callout>
      {form.isForOther && (
        <Card>
          <BehalfFields {...parts} />
        </Card>
      )}
      <Card>
        <StoryField {...parts} />
        <PhotosField {...parts} />
      </Card>
      <Card>
        <CategoryField {...parts} isElder={false} />
      </Card>
      <Card>
        {!isResubmit && !form.isForOther && <ForWhomField form={form} />}
        {!isResubmit && <AreaField {...parts} />}
        {!form.isForOther && <ContactField form={form} />}
        <ConsentField {...parts} />
      </Card>
      <SeenByOthers form={form} />
    </Page>
  )
}
