/**
 * Taro's WeChat templates drop most aria attributes; these put them back, so that a screen reader
 * hears what a control is, what it says and whether it is chosen.
 */
const aria = Object.fromEntries(
  ['role', 'label', 'hidden', 'disabled', 'checked', 'selected', 'pressed', 'expanded', 'live', 'valuenow'].map((name) => [
    `aria-${name}`,
    "''",
  ]),
)

const spoken = ['View', 'Text', 'Image', 'Button', 'Input', 'Textarea', 'ScrollView', 'Switch']

export const ariaComponents = Object.fromEntries(spoken.map((name) => [name, aria]))
