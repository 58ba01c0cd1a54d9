/* sfl-picture.c: the picture of a video, with captions on it
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The picture keeps its shape and hangs from the top of the room it gets.
 * Captions are drawn and not labels, for they change while the episode plays
 * and a screen reader should keep silent then; the transcript has their text.
 * Main thread only.
 */

#include "config.h"

#include "sfl-picture.h"

#include "sfl-video-paintable.h"

#include <glib/gi18n-lib.h>

#define DEFAULT_ASPECT (16.0 / 9.0)
#define MIN_HEIGHT 72
#define NATURAL_HEIGHT 270
#define CORNER_RADIUS 12
#define FOCUS_WIDTH 3

struct _SflPicture {
  GtkWidget parent_instance;

  SflVideoPaintable *video;
  graphene_rect_t area; /* of the picture inside the widget */
  int device_width;     /* as last told by "size-changed" */
  int device_height;
  guint tick_id;
  graphene_point_t press;

  SflCaption *caption;
  gboolean captions; /* whether it is drawn */
};

G_DEFINE_FINAL_TYPE (SflPicture, sfl_picture, GTK_TYPE_WIDGET)

enum { PROP_0, PROP_CAPTIONS, N_PROPS };

static GParamSpec *props[N_PROPS];

enum { CLICKED, ACTIVATED, SIZE_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static double
get_aspect (SflPicture *self)
{
  double aspect = gdk_paintable_get_intrinsic_aspect_ratio (GDK_PAINTABLE (self->video));

  return aspect > 0 ? aspect : DEFAULT_ASPECT;
}

static gboolean
tell_size_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  SflPicture *self = SFL_PICTURE (widget);
  int scale = gtk_widget_get_scale_factor (widget);
  int width = (int) self->area.size.width * scale;
  int height = (int) self->area.size.height * scale;

  self->tick_id = 0;
  if (width != self->device_width || height != self->device_height) {
    self->device_width = width;
    self->device_height = height;
    g_signal_emit (self, signals[SIZE_CHANGED], 0, width, height);
  }

  return G_SOURCE_REMOVE;
}

static void
queue_tell_size (SflPicture *self)
{
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), tell_size_cb, NULL, NULL);
}

/* Whole pixels, so that the frame the player makes fits one to one. */
static void
place_picture (SflPicture *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  double aspect = get_aspect (self);
  int picture_width = MIN (width, (int) (height * aspect + 0.5));
  int picture_height = MIN (height, (int) (picture_width / aspect + 0.5));
  graphene_rect_t area =
      GRAPHENE_RECT_INIT ((width - picture_width) / 2, 0, picture_width, picture_height);

  if (graphene_rect_equal (&area, &self->area))
    return;

  self->area = area;
  sfl_caption_forget_layout (self->caption);
  queue_tell_size (self);
}

static void
video_size_cb (SflPicture *self)
{
  place_picture (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
scale_factor_cb (SflPicture *self)
{
  queue_tell_size (self);
}

/* The theme's ring would go round the widget, which may be larger than the picture.  A light line
 * beside a dark one is seen on every picture.
 */
static void
snapshot_focus (SflPicture *self, GtkSnapshot *snapshot, float radius)
{
  GdkRGBA outer = { 0.11f, 0.44f, 0.85f, 1 };
  const GdkRGBA inner = { 1, 1, 1, 1 };
  GskRoundedRect rect;

  gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)),
                                  "accent_bg_color", &outer);
  gsk_rounded_rect_init_from_rect (&rect, &self->area, radius);
  gtk_snapshot_append_border (snapshot, &rect,
                              (const float[4]){ FOCUS_WIDTH, FOCUS_WIDTH, FOCUS_WIDTH,
                                                FOCUS_WIDTH },
                              (const GdkRGBA[4]){ outer, outer, outer, outer });
  gsk_rounded_rect_shrink (&rect, FOCUS_WIDTH, FOCUS_WIDTH, FOCUS_WIDTH, FOCUS_WIDTH);
  gtk_snapshot_append_border (snapshot, &rect, (const float[4]){ 1, 1, 1, 1 },
                              (const GdkRGBA[4]){ inner, inner, inner, inner });
}

static void
sfl_picture_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SflPicture *self = SFL_PICTURE (widget);
  float radius = gtk_widget_has_css_class (widget, "rounded") ? CORNER_RADIUS : 0;

  if (!sfl_video_paintable_get_has_frame (self->video) || self->area.size.width < 1 ||
      self->area.size.height < 1)
    return;

  if (radius > 0) {
    GskRoundedRect clip;

    gsk_rounded_rect_init_from_rect (&clip, &self->area, radius);
    gtk_snapshot_push_rounded_clip (snapshot, &clip);
  }

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &self->area.origin);
  gdk_paintable_snapshot (GDK_PAINTABLE (self->video), snapshot, self->area.size.width,
                          self->area.size.height);
  gtk_snapshot_restore (snapshot);

  if (radius > 0)
    gtk_snapshot_pop (snapshot);

  if (self->captions)
    sfl_caption_snapshot (self->caption, widget, snapshot, &self->area);

  if (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_FOCUS_VISIBLE &&
      gtk_widget_has_focus (widget))
    snapshot_focus (self, snapshot, radius);
}

static GtkSizeRequestMode
sfl_picture_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
sfl_picture_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  double aspect = get_aspect (SFL_PICTURE (widget));

  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = (int) (MIN_HEIGHT * DEFAULT_ASPECT);
    *natural = (int) ((for_size > 0 ? for_size : NATURAL_HEIGHT) * aspect + 0.5);
    *natural = MAX (*minimum, *natural);
  } else {
    *minimum = MIN_HEIGHT;
    *natural = for_size > 0 ? (int) (for_size / aspect + 0.5) : NATURAL_HEIGHT;
    *natural = MAX (*minimum, *natural);
  }
}

static void
sfl_picture_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  place_picture (SFL_PICTURE (widget));
}

/* The ring is ours, so the theme does not ask for it to be drawn. */
static void
sfl_picture_state_flags_changed (GtkWidget *widget, GtkStateFlags previous)
{
  GTK_WIDGET_CLASS (sfl_picture_parent_class)->state_flags_changed (widget, previous);

  gtk_widget_queue_draw (widget);
}

static void
sfl_picture_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (sfl_picture_parent_class)->css_changed (widget, change);

  sfl_caption_forget_layout (SFL_PICTURE (widget)->caption);
}

static void
sfl_picture_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (sfl_picture_parent_class)->system_setting_changed (widget, setting);

  sfl_caption_forget_layout (SFL_PICTURE (widget)->caption);
  gtk_widget_queue_draw (widget);
}

static void
pressed_cb (SflPicture *self, int n_press, double x, double y, GtkGesture *gesture)
{
  self->press = GRAPHENE_POINT_INIT ((float) x, (float) y);
}

/* A slow click is one, too: only distance makes a drag. */
static void
released_cb (SflPicture *self, int n_press, double x, double y, GtkGesture *gesture)
{
  if (!graphene_rect_contains_point (&self->area, &self->press) ||
      gtk_drag_check_threshold (GTK_WIDGET (self), (int) self->press.x, (int) self->press.y,
                                (int) x, (int) y))
    return;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  g_signal_emit (self, signals[CLICKED], 0);
  if (n_press % 2 == 0)
    g_signal_emit (self, signals[ACTIVATED], 0);
}

static gboolean
click_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  g_signal_emit (widget, signals[CLICKED], 0);

  return TRUE;
}

static void
sfl_picture_dispose (GObject *object)
{
  SflPicture *self = SFL_PICTURE (object);

  if (self->tick_id != 0) {
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
    self->tick_id = 0;
  }
  g_clear_object (&self->video);

  G_OBJECT_CLASS (sfl_picture_parent_class)->dispose (object);
}

static void
sfl_picture_finalize (GObject *object)
{
  sfl_caption_free (SFL_PICTURE (object)->caption);

  G_OBJECT_CLASS (sfl_picture_parent_class)->finalize (object);
}

static void
sfl_picture_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  SflPicture *self = SFL_PICTURE (object);

  switch (property_id) {
  case PROP_CAPTIONS:
    g_value_set_boolean (value, self->captions);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
  }
}

static void
sfl_picture_set_property (GObject *object,
                          guint property_id,
                          const GValue *value,
                          GParamSpec *pspec)
{
  SflPicture *self = SFL_PICTURE (object);

  switch (property_id) {
  case PROP_CAPTIONS:
    sfl_picture_set_captions (self, g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
  }
}

static void
sfl_picture_class_init (SflPictureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sfl_picture_dispose;
  object_class->finalize = sfl_picture_finalize;
  object_class->get_property = sfl_picture_get_property;
  object_class->set_property = sfl_picture_set_property;

  widget_class->snapshot = sfl_picture_snapshot;
  widget_class->measure = sfl_picture_measure;
  widget_class->get_request_mode = sfl_picture_get_request_mode;
  widget_class->size_allocate = sfl_picture_size_allocate;
  widget_class->state_flags_changed = sfl_picture_state_flags_changed;
  widget_class->css_changed = sfl_picture_css_changed;
  widget_class->system_setting_changed = sfl_picture_system_setting_changed;

  props[PROP_CAPTIONS] =
      g_param_spec_boolean ("captions", NULL, NULL, TRUE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[CLICKED] = g_signal_new ("clicked", SFL_TYPE_PICTURE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[ACTIVATED] = g_signal_new ("activated", SFL_TYPE_PICTURE, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 0);
  signals[SIZE_CHANGED] = g_signal_new ("size-changed", SFL_TYPE_PICTURE, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_space, 0, click_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Space, 0, click_key_cb, NULL);

  gtk_widget_class_set_css_name (widget_class, "picture");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
sfl_picture_init (SflPicture *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->caption = sfl_caption_new ();
  self->captions = TRUE;
  self->video = sfl_video_paintable_new ();
  g_signal_connect_object (self->video, "invalidate-contents", G_CALLBACK (gtk_widget_queue_draw),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->video, "invalidate-size", G_CALLBACK (video_size_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (scale_factor_cb), NULL);
  g_signal_connect (self, "notify::css-classes", G_CALLBACK (gtk_widget_queue_draw), NULL);

  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (click, "released", G_CALLBACK (released_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Picture"), -1);
}

SflPicture *
sfl_picture_new (void)
{
  return g_object_new (SFL_TYPE_PICTURE, NULL);
}

/**
 * sfl_picture_set_frame:
 * @frame: (nullable): what to show; NULL shows nothing at all
 */
void
sfl_picture_set_frame (SflPicture *self, SflFrame *frame)
{
  g_return_if_fail (SFL_IS_PICTURE (self));

  sfl_video_paintable_set_frame (self->video, frame);
}

gboolean
sfl_picture_get_has_frame (SflPicture *self)
{
  g_return_val_if_fail (SFL_IS_PICTURE (self), FALSE);

  return sfl_video_paintable_get_has_frame (self->video);
}

/**
 * sfl_picture_set_caption:
 * @text: (nullable): the line being spoken; NULL or blank between lines
 */
void
sfl_picture_set_caption (SflPicture *self, const char *text)
{
  g_return_if_fail (SFL_IS_PICTURE (self));

  if (sfl_caption_set_text (self->caption, text) && self->captions)
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* What is shown, with U+2028 between rows that the transcript parts; or NULL. */
const char *
sfl_picture_get_caption (SflPicture *self)
{
  g_return_val_if_fail (SFL_IS_PICTURE (self), NULL);

  return sfl_caption_get_text (self->caption);
}

void
sfl_picture_set_captions (SflPicture *self, gboolean captions)
{
  g_return_if_fail (SFL_IS_PICTURE (self));

  captions = captions != FALSE;
  if (self->captions == captions)
    return;

  self->captions = captions;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CAPTIONS]);
}

void
sfl_picture_set_caption_look (SflPicture *self, const SflCaptionLook *look)
{
  g_return_if_fail (SFL_IS_PICTURE (self));

  sfl_caption_set_look (self->caption, look);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
sfl_picture_get_captions (SflPicture *self)
{
  g_return_val_if_fail (SFL_IS_PICTURE (self), FALSE);

  return self->captions;
}
