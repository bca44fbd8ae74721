import { offerContract } from '@huying/shared/offer/contract.ts'
import { read, write, type Module } from '../../kernel/module.ts'
import { setOffers } from './commands/set-offers.ts'
import { readOffers } from './queries.ts'

/** What party members offer. */
export const offerModule: Module = {
  name: 'offer',
  routes: [read(offerContract.get, readOffers), write(offerContract.set, { run: setOffers, present: readOffers })],
}
