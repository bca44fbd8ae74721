import type Koa from 'koa'
import serve from 'koa-static'

/** The browser build is ours alone: no foreign script, frame or address; blob: is a picture about to be uploaded. */
const contentPolicy = [
  "default-src 'self'",
  "img-src 'self' data: blob: https:",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self' blob: ws: wss:",
  "object-src 'none'",
  "base-uri 'self'",
  "frame-ancestors 'none'",
].join('; ')

const yearSeconds = 31_536_000

/** Serves the browser build from `directory`. Files named by their content are kept for a year, the page never. */
export function serveH5(directory: string): Koa.Middleware {
  return serve(directory, {
    setHeaders(response, path) {
      const isNamedByContent = /\.[0-9a-f]{8}\.(js|css)$/.test(path)
      response.setHeader('Cache-Control', isNamedByContent ? `public, max-age=${yearSeconds}, immutable` : 'no-cache')
      response.setHeader('Content-Security-Policy', contentPolicy)
      response.setHeader('X-Content-Type-Options', 'nosniff')
      response.setHeader('Referrer-Policy', 'no-referrer')
    },
  }) as Koa.Middleware
}
