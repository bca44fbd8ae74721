import Taro from '@tarojs/taro'
import type { Endpoint } from '@huying/shared/kernel/endpoint'
import { errorFromAnswer } from './api-error'
import { API_BASE, isWeapp } from './environment'
import { handOver } from './hand-over'
import { type CallOptions, wireRequest } from './request'
import { authHeaders, networkError } from './wire'

/** Fetches a spreadsheet that the server makes and hands it over: to a browser's downloads, in WeChat to its viewer, from where it can be passed on. Throws ApiError. */
export async function openSpreadsheet<E extends Endpoint>(endpoint: E, options: CallOptions<E>, name: string): Promise<void> {
  const url = API_BASE + wireRequest(endpoint, options).path
  return isWeapp ? viewInWechat(url) : download(url, endpoint.raw ?? '', name)
}

/** Fetches an archive and hands it over: to a browser's downloads, in WeChat to a chat of one's own choice, since the phone has no viewer for it. Throws ApiError. */
export async function openPackage<E extends Endpoint>(endpoint: E, name: string): Promise<void> {
  return openFile(endpoint, {} as CallOptions<E>, name)
}

/** The same for any file that a phone shows with no viewer of its own. Throws ApiError. */
export async function openFile<E extends Endpoint>(endpoint: E, options: CallOptions<E>, name: string): Promise<void> {
  const url = API_BASE + wireRequest(endpoint, options).path
  if (!isWeapp) return download(url, endpoint.raw ?? 'application/json', name)
  await Taro.shareFileMessage({ filePath: await fetchInWechat(url), fileName: name })
}

async function download(url: string, type: string, name: string): Promise<void> {
  const answer = await fetch(url, { headers: authHeaders() }).catch((reason: unknown) => {
    throw networkError(reason)
  })
  if (!answer.ok) throw errorFromAnswer(answer.status, await answer.json())
  handOver(await answer.arrayBuffer(), type, name)
}

async function viewInWechat(url: string): Promise<void> {
  await Taro.openDocument({ filePath: await fetchInWechat(url), fileType: 'xlsx', showMenu: true })
}

async function fetchInWechat(url: string): Promise<string> {
  const { statusCode, tempFilePath } = await Taro.downloadFile({ url, header: authHeaders() }).catch((reason: unknown) => {
    throw networkError(reason)
  })
  if (statusCode !== 200) throw errorFromAnswer(statusCode, null)
  return tempFilePath
}
