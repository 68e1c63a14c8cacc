import { createApp } from 'vue'
import App from './App.vue'
import { onSignedOut } from './api/client'
import { i18n, preferred, setLanguage } from './i18n'
import { router } from './router'
import { forgetSession } from './session'
import { notifyError } from './ui/use'
import './styles/theme.css'
import './styles/base.css'

onSignedOut(() => {
  forgetSession()
  const here = router.currentRoute.value
  if (here.meta.open) return
  void router.push({ name: 'sign-in', query: { return: here.fullPath, expired: '1' } })
})

// A page that cannot be reached says why, instead of staying empty.
router.onError(notifyError)

void setLanguage(preferred()).then(() => {
  createApp(App).use(i18n).use(router).mount('#app')
})
