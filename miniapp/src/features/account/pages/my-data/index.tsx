import { privacyContract, type Exported, type ExportPackage } from '@huying/shared/privacy/contract'
import { sayDate } from '@huying/shared/kernel/words-for-time'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../../../../components/button'
import { Callout } from '../../../../components/callout'
import { Card } from '../../../../components/card'
import { CasePage } from '../../../../components/case/case-frame'
import { Cell, CellGroup } from '../../../../components/cell'
import { Fact } from '../../../../components/fact'
import { Section } from '../../../../components/section'
import { useCommand } from '../../../../hooks/use-command'
import { wordsFor } from '../../../../platform/api-error'
import { useNow } from '../../../../platform/clock'
import { openPackage } from '../../../../platform/files'
import { go } from '../../../../platform/navigation'
import { call } from '../../../../platform/request'
import { ACCOUNT_PAGES } from '../../../../routes'
import { sizeWords } from '../../labels'

const REFRESHES = [['my-data']] as const
const FILE_NAME = '我的信息.zip'
/** The job takes seconds; until it is done one looks again, as often as one may. */
const LOOK_AGAIN_MS = 20_000

/** 我的信息: all that is known, where it can be put right, and a package to take along. */
export default function MyDataPage() {
  const query = useQuery({
    queryKey: ['my-data'],
    queryFn: () => call(privacyContract.export),
    refetchInterval: ({ state }) => (state.data?.package && state.data.package.readyAt === null ? LOOK_AGAIN_MS : false),
  })
  return (
    <CasePage title="我的信息" query={query}>
      {query.data && <Known exported={query.data} />}
    </CasePage>
  )
}

function Known({ exported }: { exported: Exported }) {
  return (
    <>
      <Section title="存了什么">
        <CellGroup>
          {exported.sections.map(({ name, title, items }) => (
            <Cell key={name} title={title} value={items.length > 0 ? `${items.length} 条` : '没有'} />
          ))}
        </CellGroup>
      </Section>
      <Section title="带走一份">
        <PackageCard made={exported.package} />
      </Section>
      <Section title="有不对的，改过来">
        <CellGroup>
          <Cell icon="user" title="名字、住处、手机号" onClick={() => void go(ACCOUNT_PAGES.profile)} />
          <Cell icon="users" title="我替谁办事" onClick={() => void go(ACCOUNT_PAGES.family)} />
          <Cell icon="shield-check" title="我同意过什么" onClick={() => void go(ACCOUNT_PAGES.consents)} />
        </CellGroup>
      </Section>
    </>
  )
}

function PackageCard({ made }: { made: ExportPackage | null }) {
  const now = useNow()
  const ask = useCommand(privacyContract.askPackage, { refreshes: REFRESHES })
  const [problem, setProblem] = useState<string | null>(null)
  async function open() {
    setProblem(null)
    await openPackage(privacyContract.package, FILE_NAME).catch((error: unknown) => setProblem(wordsFor(error)))
  }
  const isReady = made !== null && made.readyAt !== null
  return (
    <Card>
      {made === null && <Fact icon="file-text">全部信息和您的照片，打成一个压缩包</Fact>}
      {made !== null && !isReady && <Fact icon="hourglass">正在打包，好了会发消息告诉您</Fact>}
      {isReady && <Fact icon="circle-check">{`打好了，${sizeWords(made.bytes ?? 0)}，${sayDate(new Date(made.expiresAt ?? made.askedAt), now)}前可以下载`}</Fact>}
      {(problem ?? ask.problem) && (
        <Callout icon="circle-alert" kind="warning">
          {problem ?? ask.problem}
        </Callout>
      )}
      {made === null && (
        <Button kind="soft" isBusy={ask.isBusy} onClick={() => void ask.run({})}>
          打包
        </Button>
      )}
      {isReady && (
        <Button kind="soft" onClick={() => void open()}>
          下载
        </Button>
      )}
    </Card>
  )
}
