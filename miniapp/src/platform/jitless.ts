import { config } from 'zod/mini'

/** WeChat forbids `new Function`: this must run before the first schema is built, so app.tsx imports it first. */
config({ jitless: true })
