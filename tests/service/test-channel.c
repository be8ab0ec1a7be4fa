/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See test-channel.h. */
#include "service/test-channel.h"

static void test_channel_iface_init (DtChannelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TestChannel,
                               test_channel,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DT_TYPE_CHANNEL, test_channel_iface_init))

static DtChannelKind
test_channel_get_kind (DtChannel *channel)
{
  return TEST_CHANNEL (channel)->kind;
}

static void
test_channel_send (DtChannel *channel,
                   const DtOutgoing *message,
                   DtDelivery *out,
                   GCancellable *cancellable)
{
  TestChannel *self = TEST_CHANNEL (channel);

  g_ptr_array_add (self->keys, g_strdup (message->key));
  if (self->on_send != NULL)
    self->on_send (self->data);
  out->code = DT_DELIVERY_OK;
  if (self->answers->len > 0)
    {
      out->code = g_array_index (self->answers, DtDeliveryCode, 0);
      g_array_remove_index (self->answers, 0);
    }
  if (out->code != DT_DELIVERY_OK)
    {
      out->retry = self->retry;
      return;
    }
  out->external = g_strdup (self->external);
  g_assert_true (g_hash_table_add (self->arrived, g_strdup (message->key)));
  g_ptr_array_add (self->texts, g_strdup (message->text));
  g_ptr_array_add (self->titles, g_strdup (message->title));
  g_ptr_array_add (self->addresses, g_strdup (message->address));
  self->n_files += message->files != NULL ? message->files->len : 0;
}

static int
test_channel_find (DtChannel *channel, const char *key, GCancellable *cancellable)
{
  TestChannel *self = TEST_CHANNEL (channel);

  return self->found == 2 ? g_hash_table_contains (self->arrived, key) : self->found;
}

static void
test_channel_iface_init (DtChannelInterface *iface)
{
  iface->get_kind = test_channel_get_kind;
  iface->send = test_channel_send;
  iface->find = test_channel_find;
}

static void
test_channel_finalize (GObject *object)
{
  TestChannel *self = TEST_CHANNEL (object);

  g_array_unref (self->answers);
  g_ptr_array_unref (self->keys);
  g_ptr_array_unref (self->texts);
  g_ptr_array_unref (self->titles);
  g_ptr_array_unref (self->addresses);
  g_hash_table_unref (self->arrived);
  g_free (self->external);
  G_OBJECT_CLASS (test_channel_parent_class)->finalize (object);
}

static void
test_channel_class_init (TestChannelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_channel_finalize;
}

static void
test_channel_init (TestChannel *self)
{
  self->answers = g_array_new (FALSE, FALSE, sizeof (DtDeliveryCode));
  self->keys = g_ptr_array_new_with_free_func (g_free);
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->titles = g_ptr_array_new_with_free_func (g_free);
  self->addresses = g_ptr_array_new_with_free_func (g_free);
  self->arrived = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->found = 2;
}

TestChannel *
test_channel_new (DtChannelKind kind)
{
  TestChannel *self = g_object_new (TEST_TYPE_CHANNEL, NULL);

  self->kind = kind;
  return self;
}

void
test_channel_answer (TestChannel *self, DtDeliveryCode code)
{
  g_array_append_val (self->answers, code);
}
