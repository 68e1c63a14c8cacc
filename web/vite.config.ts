import { fileURLToPath, URL } from 'node:url'
import { defineConfig } from 'vite'
import vue from '@vitejs/plugin-vue'
import { texts } from './tools/texts-plugin.mjs'

const api = process.env.NUANQIAO_API ?? 'http://127.0.0.1:8020'

export default defineConfig({
  plugins: [vue(), texts()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  define: {
    __VUE_OPTIONS_API__: true, // Element Plus needs it
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_JIT_COMPILATION__: true, // no eval: the policy of the page forbids it
    __INTLIFY_DROP_MESSAGE_COMPILER__: true, // texts are compiled by tools/texts-plugin.mjs
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  build: {
    target: 'es2020',
    cssTarget: 'chrome87',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    chunkSizeWarningLimit: 700,
    rollupOptions: { output: { hashCharacters: 'base36' } },
  },
  server: { proxy: { '/api': { target: api, changeOrigin: false } } },
})
