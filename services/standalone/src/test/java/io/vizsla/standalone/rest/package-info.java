/** Tests of every endpoint over the whole instance: real broker, real index, real model. */
package io.vizsla.standalone.rest;
