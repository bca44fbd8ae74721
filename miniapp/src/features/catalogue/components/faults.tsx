import type { CatalogueFault } from '@huying/shared/catalogue/versions'
import { Text, View } from '@tarojs/components'
import { Callout } from '../../../components/callout'
import { Icon } from '../../../components/icon'

/** What is wrong with one line of the catalogue, under it. */
export function FaultLines({ faults }: { faults: readonly CatalogueFault[] }) {
  return (
    <>
      {faults.map(({ message, isWarning }) => (
        <View key={message} className={`desk-row-fault t-sub ${isWarning ? 'desk-row-fault-mild' : ''}`}>
          <Icon name={isWarning ? 'circle-alert' : 'triangle-alert'} size="inline" />
          <Text>{message}</Text>
        </View>
      ))}
    </>
  )
}

/** How many there are, and those that belong to no line; null: it was not looked at yet. */
export function FaultSummary({ faults, where }: { faults: readonly CatalogueFault[] | null; where: string }) {
  if (faults === null) return null
  const grave = faults.filter(({ isWarning }) => !isWarning).length
  const mild = faults.length - grave
  if (faults.length === 0) return <Callout kind="hint" icon="circle-check">{`${where}没有毛病`}</Callout>
  return (
    <Callout kind="warning" icon="triangle-alert" title={[grave > 0 && `${grave} 处要改`, mild > 0 && `${mild} 处要留意`].filter(Boolean).join('，')}>
      <View>
        <Text>{grave > 0 ? `标在下面各条里，改完才能发布。` : '不改也能发布。'}</Text>
        <FaultLines faults={faults.filter(({ at }) => at === null)} />
      </View>
    </Callout>
  )
}
