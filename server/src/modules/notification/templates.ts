import type { MessageKind, MessageTemplate, MessageTemplates } from '@huying/shared/notification/templates.ts'
import type { Kernel } from '../../kernel/context.ts'

export const templatesOf = (kernel: Kernel): MessageTemplates => kernel.setting<MessageTemplates>('messageTemplates', {})
export const templateFor = (kernel: Kernel, kind: MessageKind): MessageTemplate | undefined => templatesOf(kernel)[kind]
