/**
 * The stylesheets that come from data: `tokens.css` (custom properties, normal and elder) from tokens.json and
 * `icons.css` (one mask a name) from icons.json. `npm run styles -w miniapp` writes them; a test finds stale ones.
 */
import { readFileSync, writeFileSync } from 'node:fs'

type Mode = 'normal' | 'elder'
type Properties = Record<string, string>
interface Tokens {
  color: Record<string, string>
  role: Record<'deadline' | 'state', Record<string, { text: string; fill: string }>>
  type: Record<Mode, Record<string, { size: number; line: number; weight: number }>>
  space: Record<Mode, Record<string, number | number[]>>
  radius: Record<string, number | Record<string, number>>
  elevation: Record<string, string>
  touch: Record<Mode, Record<string, number>>
  bar: { tabbar: Record<Mode, number>; action: Record<Mode, number> }
  icon: { sizes: Record<string, number>; elder: Record<string, number> }
  nutui: Record<Mode, Record<string, string>>
}

const STYLES = new URL('../src/styles/', import.meta.url)
const HEADER = '/* Written by scripts/styles.ts; change the JSON beside it instead. */\n'
const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
const pixels = (values: Record<string, unknown>, prefix: string): Properties =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (typeof value === 'number' ? [[`${prefix}-${kebab(name)}`, `${value}px`]] : [])),
  )

/** Elder sizes grow with WeChat's font factor, which the page sets as `--font-growth`, up to 30 px. */
const ELDER_MOST = 30
const grown = (size: number, mode: Mode, most: number) =>
  mode === 'elder' && size < most ? `min(${most}px, calc(${size}px * var(--font-growth, 1)))` : `${size}px`

function typeProperties(type: Tokens['type'][Mode], mode: Mode): Properties {
  return Object.fromEntries(
    Object.entries(type).flatMap(([name, { size, line }]) => {
      const tallest = Math.round((ELDER_MOST * line) / size)
      return [
        [`size-${name}`, grown(size, mode, ELDER_MOST)],
        [`line-${name}`, grown(line, mode, tallest)],
      ]
    }),
  )
}

const nutuiProperties = (theme: Record<string, string>): Properties =>
  Object.fromEntries(Object.entries(theme).map(([name, value]) => [kebab(name), value]))

const block = (selector: string, properties: Properties) =>
  `${selector} {\n${Object.entries(properties)
    .map(([name, value]) => `  --${name}: ${value};`)
    .join('\n')}\n}\n`

function modeProperties(tokens: Tokens, mode: Mode): Properties {
  const radius = mode === 'elder' ? (tokens.radius.elder as Record<string, number>) : tokens.radius
  const icons = mode === 'elder' ? tokens.icon.elder : tokens.icon.sizes
  return {
    ...typeProperties(tokens.type[mode], mode),
    ...pixels(tokens.space[mode], 'space'),
    ...pixels(radius, 'radius'),
    ...pixels(tokens.touch[mode], 'touch'),
    ...pixels({ inline: icons.inline, row: icons.row ?? icons.inline, tile: icons.tile }, 'icon'),
    'bar-tab': `${tokens.bar.tabbar[mode]}px`,
    'bar-action': `${tokens.bar.action[mode]}px`,
    ...nutuiProperties(tokens.nutui[mode]),
  }
}

/** `.tone-calm` and its like: text and fill of every deadline tone and state, by their role. */
const toneRules = ({ role }: Tokens) =>
  Object.entries({ ...role.deadline, ...role.state })
    .map(([name, { text, fill }]) => `.tone-${kebab(name)} {\n  color: var(--${kebab(text)});\n  background: var(--${kebab(fill)});\n}\n`)
    .join('')

export function tokensCss(tokens: Tokens): string {
  const colors = Object.fromEntries(Object.entries(tokens.color).map(([name, value]) => [kebab(name), value]))
  const shadows = Object.fromEntries(
    Object.entries(tokens.elevation)
      .filter(([name]) => name !== 'sheet')
      .map(([name, value]) => [`shadow-${kebab(name)}`, value]),
  )
  return (
    HEADER +
    block('.root', { ...colors, ...shadows, ...modeProperties(tokens, 'normal') }) +
    block('.root.elder', modeProperties(tokens, 'elder')) +
    toneRules(tokens)
  )
}

export function iconsCss(icons: Record<string, string>, stroke: number): string {
  const uri = (shape: string) =>
    `data:image/svg+xml,${encodeURIComponent(
      `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='#000' stroke-width='${stroke}' stroke-linecap='round' stroke-linejoin='round'>${shape}</svg>`,
    ).replace(/%20/g, ' ').replace(/%3D/g, '=').replace(/%3A/g, ':').replace(/%2F/g, '/').replace(/'/g, '%27')}`
  return (
    HEADER +
    Object.entries(icons)
      .map(([name, shape]) => `.icon-${name} {\n  --shape: url("${uri(shape)}");\n}\n`)
      .join('')
  )
}

const read = (name: string) => JSON.parse(readFileSync(new URL(name, STYLES), 'utf8'))

/** File name → what it must hold. */
export function generatedStyles(): Record<string, string> {
  const tokens = read('tokens.json')
  return { 'tokens.css': tokensCss(tokens), 'icons.css': iconsCss(read('icons.json'), tokens.icon.stroke) }
}

if (process.argv[1] && import.meta.url === new URL(process.argv[1], 'file:').href)
  for (const [name, text] of Object.entries(generatedStyles())) writeFileSync(new URL(name, STYLES), text)
