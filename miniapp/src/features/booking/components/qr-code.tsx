import { View } from '@tarojs/components'
import { encode } from 'uqr'
import './qr-code.scss'

/** Modules of white around the code, without which cameras do not find it. */
const QUIET = 4

/** One square a module; every row's runs are drawn as one rectangle. */
function pathOf(modules: readonly (readonly boolean[])[]): string {
  return modules.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
}

/** Text as a code that phones scan, drawn here: nothing is loaded. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path d="${pathOf(data)}"/></svg>`
  return <View className="qr-code" aria-role="img" aria-label={label} style={{ backgroundImage: `url("data:image/svg+xml,${encodeURIComponent(svg)}")` }} />
}
