/** The configured chat model: what it is asked for while models are refreshed, and how it speaks in answers. */
@NullMarked
package io.vizsla.query.chat;

import org.jspecify.annotations.NullMarked;
