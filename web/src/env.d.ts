/// <reference types="vite/client" />
declare module 'virtual:texts/*' {
  const messages: Record<string, Record<string, string>>
  export default messages
}
