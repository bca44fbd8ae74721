import { View } from '@tarojs/components'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../../../../components/button'
import { ListCard } from '../../../../components/card'
import { TextField } from '../../../../components/field'
import { Page } from '../../../../components/page'
import { ErrorView, LoadingView, StateView } from '../../../../components/state-view'
import { wordsFor } from '../../../../platform/api-error'
import { isWeapp } from '../../../../platform/environment'
import { signInAgain, signInWithCode } from '../../../../platform/login'
import { goBack, goHome } from '../../../../platform/navigation'
import { codeForPersona, listPersonas, type Persona } from '../../../../platform/personas'
import './index.scss'

/** In WeChat one tap; in a browser the demo county's people, where the server offers them. */
export default function LoginPage() {
  return <Page title="登录">{isWeapp ? <WechatLogin /> : <PersonaLogin />}</Page>
}

function WechatLogin() {
  const [isBusy, setBusy] = useState(false)
  const [hasFailed, setFailed] = useState(false)
  async function signIn() {
    setBusy(true)
    const isIn = await signInAgain()
    setBusy(false)
    setFailed(!isIn)
    if (isIn) goBack()
  }
  return (
    <StateView icon="user" title="用微信登录" text={hasFailed ? '没登上，请再试一次' : '不用填手机号，也不用身份证'}>
      <Button kind="primary" isBusy={isBusy} onClick={() => void signIn()}>
        微信登录
      </Button>
    </StateView>
  )
}

function PersonaLogin() {
  const [problem, setProblem] = useState<string | null>(null)
  const [words, setWords] = useState('')
  const { data: personas, error, isPending, refetch } = useQuery({ queryKey: ['personas'], queryFn: listPersonas })
  if (isPending) return <LoadingView />
  if (error) return <ErrorView error={error} onRetry={() => void refetch()} onHome={goHome} />
  if (personas.length === 0) return <StateView icon="lock" title="请在微信里打开" text="在微信里搜“呼应”，点开就能用" action={{ label: '先看看', onClick: goHome }} />

  const shown = personas.filter((persona) => saysAll(persona, words))
  async function become(key: string) {
    try {
      const code = await codeForPersona(key)
      if (code === null) return
      await signInWithCode(code)
      goBack()
    } catch (reason) {
      setProblem(wordsFor(reason))
    }
  }
  return (
    <View>
      <View className="t-sub c-ink2">这里是演示，人都是虚构的。选一位，就用他的身份看。</View>
      {problem && <View className="t-sub c-orange" aria-role="alert">{problem}</View>}
      <TextField label="找一位" value={words} placeholder="身份、姓名或地方，如“片长”" maxLength={20} onChange={setWords} />
      <View className="personas">
        {shown.length === 0 ? (
          <StateView icon="search" title="没有这样的人" action={{ label: '看全部', onClick: () => setWords('') }} />
        ) : (
          shown.map((persona) => <PersonaCard key={persona.key} persona={persona} onChoose={() => void become(persona.key)} />)
        )}
      </View>
    </View>
  )
}

const saysAll = ({ name, roleLabel, mayDo, places }: Persona, words: string): boolean => {
  const said = [name, roleLabel, mayDo, ...places].join(' ')
  return words.split(/\s+/).every((word) => said.includes(word))
}

function PersonaCard({ persona: { name, roleLabel, mayDo, places }, onChoose }: { persona: Persona; onChoose: () => void }) {
  return (
    <View className="list-item">
      <ListCard title={`${roleLabel} ${name}`} meta={places.join('、')} why={mayDo} onClick={onChoose} />
    </View>
  )
}
