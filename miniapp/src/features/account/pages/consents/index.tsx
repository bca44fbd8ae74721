import { accountContract } from '@huying/shared/account/contract'
import type { Answer } from '@huying/shared/kernel/endpoint'
import { sayDate } from '@huying/shared/kernel/words-for-time'
import { Text, View } from '@tarojs/components'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ActionBar } from '../../../../components/action-bar'
import { Button } from '../../../../components/button'
import { CasePage } from '../../../../components/case/case-frame'
import { Card } from '../../../../components/card'
import { SwitchCell } from '../../../../components/cell'
import { Fact } from '../../../../components/fact'
import { Sheet } from '../../../../components/sheet'
import { useCommand } from '../../../../hooks/use-command'
import { useNow } from '../../../../platform/clock'
import { call } from '../../../../platform/request'

type Consent = Answer<typeof accountContract.consents>['items'][number]

const REFRESHES = [['consents']] as const

/** 我同意过什么: each by itself, and each to be taken back. */
export default function ConsentsPage() {
  const query = useQuery({ queryKey: ['consents'], queryFn: () => call(accountContract.consents) })
  const { run, isBusy, problem } = useCommand(accountContract.setConsent, { refreshes: REFRESHES })
  const [leaving, setLeaving] = useState<Consent | null>(null)
  const set = ({ document, version }: Consent, isGiven: boolean) => run({ body: { document, version, isGiven } })
  async function withdraw(consent: Consent) {
    if ((await set(consent, false)) !== null) setLeaving(null)
  }
  return (
    <CasePage title="我同意过什么" query={query}>
      {query.data?.items.map((consent) => (
        <ConsentCard key={consent.document} consent={consent} onChange={(isOn) => (isOn ? void set(consent, true) : setLeaving(consent))} />
      ))}
      {leaving && (
        <Sheet
          isOpen
          title={`撤回：${leaving.title}`}
          onClose={() => setLeaving(null)}
          footer={
            <ActionBar problem={problem}>
              <Button onClick={() => setLeaving(null)}>不撤了</Button>
              <Button kind="primary" isBusy={isBusy} onClick={() => void withdraw(leaving)}>
                撤回
              </Button>
            </ActionBar>
          }
        >
          <Fact icon="circle-alert">{leaving.withdrawal}</Fact>
        </Sheet>
      )}
    </CasePage>
  )
}

function ConsentCard({ consent: { title, summary, isGiven, given, version }, onChange }: { consent: Consent; onChange: (isOn: boolean) => void }) {
  const now = useNow()
  const isOlder = given !== null && given.version !== version
  return (
    <Card>
      <SwitchCell title={title} isOn={isGiven} onChange={onChange} />
      <View className="t-sub c-ink2">{summary}</View>
      {isGiven && given && <Text className="t-caption c-ink3">{`${sayDate(new Date(given.givenAt), now)} 同意的`}</Text>}
      {!isGiven && isOlder && <Text className="t-caption c-ink3">内容改过，要再看一次</Text>}
    </Card>
  )
}
