import { expect, it } from 'vitest'
import { phone, residentName, staffName } from '../../../server/src/kernel/mask.ts'

it.each([
  ['王建国', '王*'],
  ['王芳', '王*'],
  ['欧阳建国', '欧*'],
  ['买买提·艾力', '买*'],
  ['𠮷田', '𠮷*'],
  [' 王芳 ', '王*'],
  ['', '*'],
])('a resident %s is shown as %s', (name, shown) => expect(residentName(name)).toBe(shown))

it.each([
  ['刘卫平', '刘*平'],
  ['刘平', '刘*'],
  ['刘', '刘*'],
  ['欧阳建国', '欧*国'],
  ['刘卫𠮷', '刘*𠮷'],
])('somebody in office, %s, is shown as %s', (name, shown) => expect(staffName(name)).toBe(shown))

it.each([
  ['13812345662', '138******62'],
  ['09146322345', '091******45'],
  ['63223451', '********'],
  ['110', '***'],
])('the phone %s is shown as %s', (number, shown) => expect(phone(number)).toBe(shown))
