/** The three kinds of message that people may allow us to send them through WeChat. */
export const MESSAGE_KINDS = ['todo', 'progress', 'reminder'] as const
export type MessageKind = (typeof MESSAGE_KINDS)[number]
export const MESSAGE_KIND_LABELS: Record<MessageKind, string> = { todo: '有事等您办', progress: '您的事有进展', reminder: '快到期了' }

/** A subscribe template of the county's mini-program, under setting `messageTemplates`; none: the inbox alone. */
export interface MessageTemplate {
  templateId: string
  isLongTerm: boolean
  /** Which of its fields (`thing1`) takes what of a message. */
  fields: Readonly<Record<string, 'title' | 'body' | 'time'>>
}
export type MessageTemplates = Partial<Record<MessageKind, MessageTemplate>>
