/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clang-format off */
/* The table of entry kinds: what each one's facts and payload hold, and how it folds into the
 * views. To add a kind: one row in dt-kinds.c. Subject is the id of what the entry is about.
 *
 * kind                 subject    facts                                            payload
 * unit.created         unit code  unit desk demo key (the desk's public key, hex)    –
 * desk.invited         invitation desk key (the public half of the invitation's)    –
 * desk.joined          device     unit desk demo key invitation proof              –
 * desk.removed         device     last (its last entry that counts)                –
 * desk.witnessed       device     epoch day size root heads{device: seq}           –
 * officer.added        officer    roles[]                                          name title
 * officer.changed      officer    roles[]? active?                                 name? title?
 * officer.credential   officer    –                                                hash
 * officer.signed_in    officer    –                                                –
 * officer.sign_in_failed officer  –                                                –
 * officer.refused      officer    command                                          –
 * case.opened          case       code channel kind priority received message?     title text? author?
 *                                 field? group? citizens[]? external? import?      place? names[]?
 *                                 status? split_from? attachments[{hash size type}]? field_text? source?
 *                                 source?
 * message.added        case       message direction channel at external? import?   author? text names[]?
 *                                 attachments[]?                                   source?
 * message.retracted    case       message retracted                                –
 * message.moved        case       messages[] to                                    –
 * case.set             case       set{kind field priority group}                   title? place?
 * case.status          case       from to ground? undo?                            reason?
 * case.assigned        case       officer|null from|null                           –
 * case.citizen         case       citizen linked                                   –
 * case.attached        case       message attachment{hash size type} attached      name
 * case.merged          case       into                                             –
 * case.unmerged        case       from status                                      –
 * case.linked          case       other linked                                     –
 * case.withdrawn       case       withdrawn                                        –
 * conflict.resolved    case       field value? undo? (text values: in the payload) value?
 * receipt.issued       case       entry                                            –
 * notice.issued        case       entry (of the extension)                         –
 * deadline.requested   case       clock until?                                     reason?
 * deadline.declined    case       clock                                            reason?
 * deadline.restored    case       clock until? officer (who had asked)             reason?
 * deadline.extended    case       clock until? approver?                           reason?
 * deadline.unextended  case       clock                                            –
 * deadline.promised    case       until (0: none) undo?                            reason?
 * reply.saved          case       reply channel outcome ground? content            the draft as
 *                                 attachments? form? templates[]?                  dt_reply_draft_to_json()
 * reply.submitted      case       the same, round? asked? amended?                 the same
 * reply.withdrawn      case       reply withdrawn?                                 –
 * reply.returned       case       reply content returned?                          note notes[{start end text}]
 * reply.approved       case       reply content approved?                          –
 * reply.discarded      case       reply discarded                                  –
 * reply.queued         case       reply content until channel                      –
 * reply.recalled       case       reply                                            –
 * reply.sending        case       reply piece attempt                              –
 * reply.delivered      case       reply piece external?                            –
 * reply.failed         case       reply piece? code retry?                         –
 * reply.sent           case       reply at by_hand sent?                           place?
 * template.saved       template   kind? field? channel? outcome category           title body about? names[]?
 *                                 attachments[]?
 * template.published   template   published                                        –
 * template.archived    template   archived                                         –
 * officer.absence      officer    until (0: back) deputy|null                      –
 * citizen.added        citizen    –                                                name phone email address
 *                                                                                  group id_number handle
 * citizen.set          citizen    –                                                the same, only what changes
 * citizen.consent      citizen    consent at how                                   –
 * citizen.erased       citizen    ground                                           –
 * import.finished      import     format file read cases joined set_aside          file_name mapping
 *                                 unchanged
 * import.set_aside     aside      import line reason external? attachments?        raw detail file_name
 *                                                                                  mapping names
 * import.mended        aside      case                                             –
 * import.dropped       aside      dropped                                          –
 * letter.issued        case       letter form year number at reply? notice?         to about text receivers
 *                                 authority                                        part signer position
 * letter.voided        case       letter voided                                    reason?
 * register.set         "register" form year next                                   –
 * register.handed      "register" to (a desk's device)                             –
 *
 * `received` and `at` are Unix microseconds. `external` is dt_ledger_lookup_key() of the channel's
 * own message id: importing it again finds it; `source` in the facts is that of the case's number
 * in its source: what follows under it joins the case. In a payload `source` is a JSON object of
 * what an imported row held besides, `field_text` its field as it was written. `message` is the id of the first message, whose text
 * is the payload's. `names` are the attachments' file names in their order. Any entry may carry
 * `seen` (hashes, hex): further heads of the subject that its author knew beside `base`. */
/* clang-format on */
#pragma once

#include "ledger/dt-ledger.h"

G_BEGIN_DECLS

/* Checks kind, members and types of a draft before it is signed: DT_ERROR_INVALID. */
gboolean dt_kind_validate (const DtEntryDraft *draft, GError **error);

G_END_DECLS
