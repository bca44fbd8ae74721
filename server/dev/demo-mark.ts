import type { RequestListener } from 'node:http'

/** Says with every answer that people and cases are made up; screens and exports then show 演示数据. */
export const withDemoMark = (listener: RequestListener): RequestListener => (request, response) => {
  response.setHeader('x-huying-demo', '1')
  listener(request, response)
}
